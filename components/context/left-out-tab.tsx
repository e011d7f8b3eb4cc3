"use client";

import { ArrowUp, History, Pin, Undo2 } from "lucide-react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useHeld } from "@/lib/client/hooks/use-held";
import { useMarking } from "@/lib/client/hooks/use-marking";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { ChatState } from "@/lib/domain/sync/chat-state";
import type { ContextContents, LeftOutItem } from "@/types/context";
import { classNames } from "@/components/ui/class-names";
import { leftOutFacts, leftOutTitle } from "./left-out-words";
import { PanelWait } from "./panel-wait";
import { PriceButton, PriceRow } from "./price";
import { tokenFigure } from "./token-figure";
import { useMarks, type Mark } from "./use-marks";

type LeftOutTabProps = {
  chat: ConversationKey;
  meter: MeterState;
  contents: ContextContents | null;
  onReadSummary: () => void;
  onBudget: () => void;
};

/** What the next call leaves out, why, and the one step that brings it back. */
export function LeftOutTab({ chat, meter, contents, onReadSummary, onBudget }: LeftOutTabProps) {
  const mark = useMarks(chat);
  const marking = useMarking(chat);
  const { conversation } = useHeld(chat);
  const { rows } = conversation.store.getState().chat;
  if (!contents) {
    const failure = meter.failure?.message ?? null;
    return <PanelWait label="Reading what is left out" widths={["92%", "78%", "84%"]} failure={failure} />;
  }
  const { leftOut } = contents;
  const acts = { mark, free: meter.meter?.free ?? 0, summary: meter.meter?.summary?.tokens ?? null };
  return (
    <>
      <p className="text-sm leading-[19px] text-ink-2">
        {leftOut.length === 0
          ? "Nothing is left out: the next call holds the whole conversation."
          : "Nothing here is lost. It is stored, searchable, and simply not part of the next call."}
      </p>
      <ul className="pt-2">
        {leftOut.map((item) => {
          const busy = item.message !== null && marking.has(item.message.id);
          return (
            <li
              key={`${item.reason}-${item.span.from}`}
              aria-busy={busy || undefined}
              className={classNames(
                "border-t border-line py-[7px] text-sm leading-[19px] first:border-t-0",
                busy && "stale",
              )}
            >
              <div className="flex gap-2.5">
                <p className="line-clamp-2 min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">
                  {leftOutTitle(item, saidIn(rows, item))}
                </p>
                <span className="num text-ink-3">{tokenFigure(item.tokens)}</span>
              </div>
              <p className="text-xs leading-[18px] text-ink-3">{leftOutFacts(item)}</p>
              <PriceRow>
                <WayBack
                  item={item}
                  busy={busy}
                  {...acts}
                  onReadSummary={onReadSummary}
                  onBudget={onBudget}
                />
              </PriceRow>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function saidIn(rows: ChatState["rows"], { message }: LeftOutItem): string | null {
  const text = message ? rows.get(message.id)?.content.slice(0, 200).trim() : undefined;
  return text ? text : null;
}

type WayBackProps = {
  item: LeftOutItem;
  busy: boolean;
  mark: Mark;
  free: number;
  /** Tokens of the summary in use. */
  summary: number | null;
  onReadSummary: () => void;
  onBudget: () => void;
};

function WayBack({ item, busy, mark, free, summary, onReadSummary, onBudget }: WayBackProps) {
  const { reason, message, price } = item;
  if (reason === "thinking") return null;
  if (reason === "summarised" && !message) {
    return <PriceButton icon={History} verb={readWords(summary)} tokens={null} onClick={onReadSummary} />;
  }
  if (!message || price === null) {
    return <PriceButton icon={ArrowUp} verb="Raise the budget" tokens={null} onClick={onBudget} />;
  }
  const about = `message ${message.seq}`;
  if (reason === "muted") {
    const left = free - price;
    const note = left >= 0 ? ` · leaves ${tokenFigure(left)} free` : ` · ${tokenFigure(-left)} too many`;
    return (
      <PriceButton
        icon={Undo2}
        verb="Unmute"
        tokens={price}
        note={note}
        about={about}
        disabled={busy}
        onClick={() => mark([message], { muted: false }, price)}
      />
    );
  }
  return (
    <PriceButton
      icon={Pin}
      verb="Pin"
      tokens={price}
      about={about}
      disabled={busy}
      onClick={() => mark([message], { pinned: true }, price)}
    />
  );
}

function readWords(tokens: number | null): string {
  return tokens === null ? "Read the summary" : `Read the summary, ${tokenFigure(tokens)} tokens`;
}
