"use client";

import { Pin, PinOff } from "lucide-react";
import { useState } from "react";
import { useExchanges, type Exchange, type Exchanges as View } from "@/lib/client/hooks/use-exchanges";
import type { Message } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { tokensInWords } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { Skeleton } from "@/components/ui/skeleton";
import { JumpLink } from "./jump-link";
import { SmallAction } from "./small-action";

type ExchangesProps = {
  conversationId: ConversationId;
  from: number;
  to: number;
  onJump: (seq: number) => void;
};

/** The exchanges that a line stands for: each can come back word for word, for its price in tokens. */
export function Exchanges({ conversationId, from, to, onJump }: ExchangesProps) {
  const view = useExchanges(conversationId, from, to);
  const { exchanges, loading, failure, hasMore, more } = view;
  return (
    <div className="mt-1.5 border-l border-line-strong pl-3">
      <ul aria-label="Exchanges this line stands for">
        {exchanges.map((exchange) => (
          <ExchangeRow key={exchange.key} exchange={exchange} view={view} onJump={onJump} />
        ))}
      </ul>
      {!loading && !failure && exchanges.length === 0 && (
        <p className="py-1 text-xs text-ink-3">Its messages were deleted.</p>
      )}
      {loading && exchanges.length === 0 && (
        <div role="status" aria-label="Loading messages">
          <Skeleton width="86%" />
          <Skeleton width="52%" />
        </div>
      )}
      {failure && (
        <p role="alert" className="py-1 text-xs text-danger">
          {failure.message}{" "}
          <button type="button" className="text-link" onClick={() => void more()}>
            Read again
          </button>
        </p>
      )}
      {hasMore && exchanges.length > 0 && !failure && (
        <Button size="sm" look="ghost" busy={loading} onClick={() => void more()}>
          Show more
        </Button>
      )}
    </div>
  );
}

type ExchangeRowProps = { exchange: Exchange; view: View; onJump: (seq: number) => void };

function ExchangeRow({ exchange, view, onJump }: ExchangeRowProps) {
  const { busy, failure, set } = usePin(exchange, view);
  const { messages } = exchange;
  const span = { from: messages[0]?.seq ?? 0, to: messages.at(-1)?.seq ?? 0 };
  const pinned = messages.every((message) => message.pinned);
  const price = priceOf(messages);
  return (
    <li className="border-t border-line py-1.5 text-sm leading-[19px] first:border-t-0">
      <p className="line-clamp-2 [overflow-wrap:anywhere]">{messages[0]?.content.slice(0, 300)}</p>
      <JumpLink from={span.from} to={span.to} onJump={onJump} />
      <div className="-mb-0.5 -ml-1.5">
        {pinned ? (
          <SmallAction icon={PinOff} price={-price} disabled={busy} onClick={() => void set(false)}>
            Leave it to the summary
          </SmallAction>
        ) : (
          <SmallAction icon={Pin} price={price} disabled={busy} onClick={() => void set(true)}>
            Restore word for word
          </SmallAction>
        )}
      </div>
      {failure && (
        <p role="alert" className="pt-0.5 text-xs text-danger">
          {failure}
        </p>
      )}
    </li>
  );
}

/** Tokens each turn: of the whole exchange when all of it is pinned, else of what is not pinned yet. */
function priceOf(messages: readonly Message[]): number {
  return concerned(messages).reduce((sum, message) => sum + message.tokenCount, 0);
}

/** What the button changes: what is not pinned yet, or all of it where all is. */
function concerned(messages: readonly Message[]): readonly Message[] {
  const loose = messages.filter((message) => !message.pinned);
  return loose.length === 0 ? messages : loose;
}

function usePin({ messages }: Exchange, { pin, restore }: Pick<View, "pin" | "restore">) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That was not stored. Nothing was changed.");
      return false;
    } finally {
      setBusy(false);
    }
  };
  const set = async (pinned: boolean) => {
    const [before, price] = [concerned(messages), priceOf(messages)];
    if (!(await run(() => pin(before, pinned)))) return;
    const back = () => (pinned ? restore(before) : pin(before, true));
    notify({
      text: pinned
        ? `Pinned. It costs ${tokensInWords(price)} in every turn.`
        : `Left to the summary. ${tokensInWords(price)} fewer in every turn.`,
      action: { label: "Undo", run: () => void run(back) },
    });
  };
  return { busy, failure, set };
}
