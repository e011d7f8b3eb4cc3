"use client";

import { ArrowUp, History, Pin, Shrink, Undo2 } from "lucide-react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useHeld } from "@/lib/client/hooks/use-held";
import { useMarking } from "@/lib/client/hooks/use-marking";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ChatState } from "@/lib/domain/sync/chat-state";
import type { ContextContents, LeftOutItem } from "@/types/context";
import { classNames } from "@/components/ui/class-names";
import { leftOutFacts, leftOutTitle } from "./left-out-words";
import { PanelWait } from "./panel-wait";
import { PriceButton, PriceRow } from "./price";
import { RecalledWayBack } from "./recalled-acts";
import { tokenFigure } from "./token-figure";
import { useCompaction, type Compaction } from "./use-compaction";
import { useMarks, type Mark } from "./use-marks";
import { useRecallMarks, type MarkRecalled } from "./use-recall-marks";

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
  const markRecalled = useRecallMarks(chat);
  const marking = useMarking(chat);
  const compaction = useCompaction(chat, meter);
  const { conversation } = useHeld(chat);
  const { rows } = conversation.store.getState().chat;
  if (!contents) {
    const failure = meter.failure?.message ?? null;
    return <PanelWait label="Reading what is left out" widths={["92%", "78%", "84%"]} failure={failure} />;
  }
  const { leftOut } = contents;
  const acts = {
    mark,
    markRecalled,
    compaction,
    free: meter.meter?.free ?? 0,
    summary: meter.meter?.summary ?? null,
  };
  return (
    <>
      <p className="text-sm leading-[19px] text-ink-2">
        {leftOut.length === 0
          ? "Nothing is left out: the next call holds the whole conversation."
          : "Nothing here is lost. It is stored, searchable, and simply not part of the next call."}
      </p>
      {compaction.progress !== null && (
        <p role="status" className="mt-2 text-meta text-ink-3">
          {compaction.progress}
        </p>
      )}
      <ul className="pt-2">
        {leftOut.map((item) => {
          const busy = item.message !== null && marking.has(item.message.id);
          return (
            <LeftOutRow
              key={item.recalled?.id ?? `${item.reason}-${item.span.from}`}
              title={leftOutTitle(item, saidIn(rows, item))}
              {...{ item, busy, ...acts, onReadSummary, onBudget }}
            />
          );
        })}
      </ul>
    </>
  );
}

function LeftOutRow({ title, ...way }: { title: string } & WayBackProps) {
  const { item, busy } = way;
  return (
    <li
      aria-busy={busy || undefined}
      className={classNames(
        "border-t border-line py-[7px] text-sm leading-[19px] first:border-t-0",
        busy && "stale",
      )}
    >
      <div className="flex gap-2.5">
        <p className="line-clamp-2 min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{title}</p>
        <span className="num text-ink-3">{tokenFigure(item.tokens)}</span>
      </div>
      <p className="text-xs leading-[18px] text-ink-3">{leftOutFacts(item)}</p>
      <PriceRow>
        <WayBack {...way} />
      </PriceRow>
    </li>
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
  markRecalled: MarkRecalled;
  compaction: Compaction;
  free: number;
  /** The one in use. */
  summary: Meter["summary"];
  onReadSummary: () => void;
  onBudget: () => void;
};

function WayBack(props: WayBackProps) {
  const { item, summary, onReadSummary } = props;
  const { reason, message } = item;
  if (reason === "thinking") return null;
  if (item.recalled) {
    const { recalled, tokens } = item;
    return <RecalledWayBack recalled={recalled} price={tokens} mark={props.markRecalled} />;
  }
  if (message) return <MessageWayBack {...props} message={message} />;
  if (reason === "summarised") {
    const verb = readWords(summary?.tokens ?? null);
    return <PriceButton icon={History} verb={verb} tokens={null} onClick={onReadSummary} />;
  }
  return <SpanWayBack {...props} />;
}

/** Many messages that are older than the window: by a summary, or whole in a larger budget. */
function SpanWayBack({ item, compaction, onBudget }: WayBackProps) {
  return (
    <>
      {item.summarised !== undefined && (
        <PriceButton
          icon={Shrink}
          verb="Summarise"
          tokens={item.summarised}
          note=" at its target"
          disabled={compaction.running}
          onClick={compaction.run}
        />
      )}
      <PriceButton icon={ArrowUp} verb="Raise the budget" tokens={item.price} onClick={onBudget} />
    </>
  );
}

type MessageProps = WayBackProps & { message: NonNullable<LeftOutItem["message"]> };

function MessageWayBack({ item, message, busy, mark, free, summary }: MessageProps) {
  const { reason, tokens, price } = item;
  const shared = { about: `message ${message.seq}`, disabled: busy };
  const pin = (
    <PriceButton
      icon={Pin}
      verb="Pin"
      tokens={tokens}
      {...shared}
      onClick={() => mark([message], { pinned: true }, tokens)}
    />
  );
  if (reason !== "muted" || price === null) return pin;
  // Older than the window: unmuted it is no longer held back, and only a pin brings it into the next call.
  const stays = price === 0 && tokens > 0;
  return (
    <>
      <PriceButton
        icon={Undo2}
        verb="Unmute"
        tokens={price}
        note={stays ? staysWords(message.seq, summary) : roomWords(free - price)}
        {...shared}
        onClick={() => mark([message], { muted: false }, price)}
      />
      {stays && pin}
    </>
  );
}

function roomWords(left: number): string {
  return left >= 0 ? ` · leaves ${tokenFigure(left)} free` : ` · ${tokenFigure(-left)} too many`;
}

function staysWords(seq: number, summary: Meter["summary"]): string {
  return summary !== null && seq <= summary.to ? " · the summary stands there" : " · older than the window";
}

function readWords(tokens: number | null): string {
  return tokens === null ? "Read the summary" : `Read the summary, ${tokenFigure(tokens)} tokens`;
}
