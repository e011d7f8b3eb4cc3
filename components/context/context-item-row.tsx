"use client";

import { History, Pin, PinOff, Shrink, Undo2, VolumeX } from "lucide-react";
import { useId } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useMarking } from "@/lib/client/hooks/use-marking";
import type { ContextItem } from "@/types/context";
import type { RecalledFacts } from "@/types/recall";
import { classNames } from "@/components/ui/class-names";
import { PriceButton, PriceRow } from "./price";
import { RecalledActs } from "./recalled-acts";
import { RecalledSource } from "./recalled-source";
import { scoreWords } from "./recalled-words";
import { tokenFigure } from "./token-figure";
import type { Mark } from "./use-marks";
import type { MarkRecalled } from "./use-recall-marks";
import type { Selection } from "./use-selection";

type ContextItemRowProps = {
  chat: ConversationKey;
  item: ContextItem;
  selection: Selection;
  mark: Mark;
  markRecalled: MarkRecalled;
  onReadSummary: () => void;
};

/** One thing in the call: how it begins, what it costs, and what marking it would change. */
export function ContextItemRow(props: ContextItemRowProps) {
  const { chat, item, selection, mark, markRecalled, onReadSummary } = props;
  const id = useId();
  const marking = useMarking(chat);
  const { message } = item;
  const busy = message !== null && marking.has(message.id);
  const selectable = selection.selecting && message !== null;
  return (
    <div
      aria-busy={busy || undefined}
      className={classNames(
        "flex gap-2.5 border-t border-line py-[7px] text-sm leading-[19px] first:border-t-0 first:pt-0.5",
        busy && "stale",
      )}
    >
      {selectable && (
        <input
          type="checkbox"
          aria-labelledby={id}
          checked={selection.has(message.id)}
          onChange={() => selection.toggle(message.id)}
          className="mt-0.5 size-4 shrink-0 accent-accent max-sm:size-5"
        />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex gap-2.5">
          <p id={id} className="line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere]">
            {item.preview || "Empty"}
          </p>
          <span className="num text-ink-3">{tokenFigure(item.tokens)}</span>
        </div>
        {message && <p className="text-xs leading-[18px] text-ink-3">{messageFacts(message)}</p>}
        {item.recalled && <RecalledLines recalled={item.recalled} />}
        {!selection.selecting && (
          <PriceRow>
            <Acts item={item} busy={busy} mark={mark} {...{ markRecalled, onReadSummary }} />
          </PriceRow>
        )}
      </div>
    </div>
  );
}

type Message = NonNullable<ContextItem["message"]>;

function messageFacts({ seq, role, pinned, compressed }: Message): string {
  const who = role === "user" ? "you" : role;
  const facts = [`Message ${seq}`, who];
  if (pinned) facts.push("pinned");
  if (compressed) facts.push("compressed");
  return facts.join(" · ");
}

function RecalledLines({ recalled }: { recalled: RecalledFacts }) {
  return (
    <>
      <p>
        <RecalledSource of={recalled} />
      </p>
      <p className="num text-xs leading-[18px] text-ink-3">{scoreWords(recalled)}</p>
    </>
  );
}

type ActsProps = { item: ContextItem; busy: boolean } & Pick<
  ContextItemRowProps,
  "mark" | "markRecalled" | "onReadSummary"
>;

function Acts({ item, busy, mark, markRecalled, onReadSummary }: ActsProps) {
  if (item.recalled) {
    return <RecalledActs recalled={item.recalled} prices={item.prices} mark={markRecalled} />;
  }
  if (item.message) return <Prices item={item} message={item.message} busy={busy} mark={mark} />;
  if (item.kind !== "summary") return null;
  return <PriceButton icon={History} verb="Read the summary" tokens={null} onClick={onReadSummary} />;
}

type PricesProps = { item: ContextItem; message: Message; busy: boolean; mark: Mark };

function Prices({ item, message, busy, mark }: PricesProps) {
  const { pin, mute, compress } = item.prices;
  const { pinned, compressed } = message;
  const shared = { about: `message ${message.seq}`, disabled: busy };
  return (
    <>
      {pin !== null && (
        <PriceButton
          {...shared}
          icon={pinned ? PinOff : Pin}
          verb={pinned ? "Unpin" : "Pin"}
          tokens={pin}
          onClick={() => mark([message], { pinned: !pinned }, pin)}
        />
      )}
      {mute !== null && (
        <PriceButton
          {...shared}
          icon={VolumeX}
          verb="Mute"
          tokens={mute}
          onClick={() => mark([message], { muted: true }, mute)}
        />
      )}
      {compress !== null && (
        <PriceButton
          {...shared}
          icon={compressed ? Undo2 : Shrink}
          verb={compressed ? "Word for word" : "Compress"}
          tokens={compress}
          onClick={() => mark([message], { compressed: !compressed }, compress)}
        />
      )}
    </>
  );
}
