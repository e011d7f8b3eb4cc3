"use client";

import { useState } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ContextContents, ContextItem } from "@/types/context";
import { Button } from "@/components/ui/button";
import { accuracyWords } from "./accuracy-words";
import { BulkBar } from "./bulk-bar";
import { ContextBar } from "./context-bar";
import { ContextItemRow } from "./context-item-row";
import { PanelWait } from "./panel-wait";
import { PlainRow, SegmentRow } from "./segment-row";
import { segmentFacts, shownKinds, type HeldKind } from "./segment-facts";
import { Stale } from "./stale";
import { tokenFigure } from "./token-figure";
import { useMarks } from "./use-marks";
import { useRecallMarks } from "./use-recall-marks";
import { useSelection, type Selection } from "./use-selection";

type ContentsTabProps = {
  chat: ConversationKey;
  meter: MeterState;
  contents: ContextContents | null;
  agentName: string;
  onReadSummary: () => void;
};

/** Every part of the next call with its tokens, and each thing in it with what it costs and what it would free. */
export function ContentsTab({ chat, meter: state, contents, agentName, onReadSummary }: ContentsTabProps) {
  const { meter } = state;
  const selection = useSelection(contents?.items ?? NONE);
  if (!meter) {
    const failure = state.failure?.message ?? null;
    return <PanelWait label="Counting tokens" widths={["62%", "100%", "100%", "100%"]} failure={failure} />;
  }
  return (
    <>
      <ContentsHead meter={meter} counting={state.counting} selection={selection} />
      {state.failure && (
        <p role="status" className="mt-1.5 text-xs text-danger">
          {state.failure.message} These are the last numbers.
        </p>
      )}
      <ul className="mt-2.5">
        {shownKinds(meter).map((kind) => (
          <SegmentItems
            key={kind}
            kind={kind}
            meter={meter}
            items={contents?.items ?? null}
            {...{ chat, agentName, selection, onReadSummary }}
          />
        ))}
        <PlainRow kind="reserve" tokens={meter.reserve} budget={meter.budget} />
        {meter.draft > 0 && <PlainRow kind="draft" tokens={meter.draft} budget={meter.budget} />}
        <PlainRow kind="free" tokens={meter.free} budget={meter.budget} />
      </ul>
      {selection.selecting && <BulkBar chat={chat} selection={selection} />}
    </>
  );
}

const NONE: readonly ContextItem[] = [];

type HeadProps = { meter: Meter; counting: boolean; selection: Selection };

function ContentsHead({ meter, counting, selection }: HeadProps) {
  return (
    <Stale meter={{ meter, counting, failure: null, countedAt: null }}>
      <p className="num text-xl font-[560] tracking-[-0.015em]">
        {tokenFigure(meter.held + meter.draft)}{" "}
        <small className="text-sm font-[420] tracking-normal text-ink-3">
          of {tokenFigure(meter.budget)} tokens in the next call, {accuracyWords(meter.accuracy)}
        </small>
      </p>
      <div className="mt-2.5 mb-2">
        <ContextBar {...meter} height={14} />
      </div>
      <div className="flex min-h-7 items-center justify-between gap-3 text-xs leading-[18px] text-ink-3">
        Prices below are tokens each turn.
        <Button size="sm" look="ghost" aria-pressed={selection.selecting} onClick={selection.toggleMode}>
          {selection.selecting ? "Done" : "Select several"}
        </Button>
      </div>
    </Stale>
  );
}

type SegmentItemsProps = {
  kind: HeldKind;
  meter: Meter;
  /** null until they are read. */
  items: readonly ContextItem[] | null;
  chat: ConversationKey;
  agentName: string;
  selection: Selection;
  onReadSummary: () => void;
};

/** What the user can steer shows itself. */
const OPEN: ReadonlySet<HeldKind> = new Set<HeldKind>(["recent", "pinned", "memories"]);
/** So many are drawn at once; a large window holds hundreds. */
const PAGE = 30;

function SegmentItems({ kind, meter, items, chat, agentName, selection, onReadSummary }: SegmentItemsProps) {
  const [open, setOpen] = useState(OPEN.has(kind));
  const [most, setMost] = useState(PAGE);
  const mark = useMarks(chat);
  const markRecalled = useRecallMarks(chat);
  const mine = items?.filter((item) => item.kind === kind) ?? [];
  // The newest first: what was said last is what one looks for.
  const shown = mine.toReversed().slice(0, most);
  const tokens = meter.segments.find((segment) => segment.kind === kind)?.tokens ?? 0;
  return (
    <SegmentRow
      kind={kind}
      facts={segmentFacts(kind, meter, mine, agentName)}
      tokens={tokens}
      budget={meter.budget}
      open={open && mine.length > 0}
      onToggle={mine.length > 0 ? () => setOpen(!open) : null}
    >
      {shown.map((item, index) => (
        <ContextItemRow
          key={item.message?.id ?? item.recalled?.id ?? `${kind}-${index}`}
          chat={chat}
          item={item}
          selection={selection}
          {...{ mark, markRecalled }}
          onReadSummary={onReadSummary}
        />
      ))}
      {mine.length > shown.length && (
        <Button size="sm" className="mt-1.5" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, mine.length - shown.length)} more of {mine.length}
        </Button>
      )}
    </SegmentRow>
  );
}
