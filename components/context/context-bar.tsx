import type { CSSProperties } from "react";
import type { Segment, SegmentKind } from "@/types/context";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "./segment-names";
import { tokenFigure } from "./token-figure";

type ContextBarProps = {
  budget: number;
  /** Held parts in display order. */
  segments: readonly Segment[];
  reserve: number;
  draft: number;
  free: number;
  /** Tokens past the budget; the bar then rescales to the sum and a tick marks the budget. */
  overBy: number;
  /** Tokens of the reply being written, which fill the reserve from its left. */
  written: number;
  /** In pixels; 10 and 2 in the meter. */
  height?: number;
  gap?: number;
};

/** The bar itself, without a role: its numbers stand as text beside it. */
export function ContextBar(props: ContextBarProps) {
  const { budget, segments, reserve, draft, free, overBy, written } = props;
  const over = overBy > 0;
  return (
    <span className="bar" aria-hidden style={sizeOf(props)}>
      {segments.map((segment) => (
        <Piece key={segment.kind} kind={segment.kind} tokens={segment.tokens} budget={budget} />
      ))}
      {over && <Draft tokens={draft} over />}
      <Reserve tokens={reserve} written={written} budget={budget} />
      {!over && <Draft tokens={draft} over={false} />}
      <Piece kind="free" tokens={free} budget={budget} />
      {over && <span className="limit" style={{ left: `${(budget / (budget + overBy)) * 100}%` }} />}
    </span>
  );
}

function sizeOf({ height = 10, gap = 2 }: Pick<ContextBarProps, "height" | "gap">): CSSProperties {
  return { "--tl-bar-height": `${height}px`, "--tl-bar-gap": `${gap}px` } as CSSProperties;
}

function share(tokens: number, budget: number): string {
  return `${((tokens / budget) * 100).toFixed(1)} %`;
}

function Piece({ kind, tokens, budget }: { kind: SegmentKind; tokens: number; budget: number }) {
  if (tokens <= 0) return null;
  return (
    <span
      className={`piece ${SEGMENT_FILLS[kind]}`}
      style={{ flexGrow: tokens }}
      title={`${SEGMENT_NAMES[kind]} ${tokenFigure(tokens)}, ${share(tokens, budget)}`}
    />
  );
}

function Draft({ tokens, over }: { tokens: number; over: boolean }) {
  if (tokens <= 0) return null;
  return (
    <span
      className={over ? "piece draft over" : "piece draft"}
      style={{ flexGrow: tokens }}
      title={`Draft ${tokenFigure(tokens)}`}
    />
  );
}

function Reserve({ tokens, written, budget }: { tokens: number; written: number; budget: number }) {
  if (tokens <= 0) return null;
  const filled = Math.min(written, tokens);
  const what = written > 0 ? `${tokenFigure(written)} written` : share(tokens, budget);
  return (
    <span
      className="piece seg-reserve"
      style={{ flexGrow: tokens }}
      title={`Reply reserve ${tokenFigure(tokens)}, ${what}`}
    >
      {filled > 0 && <span className="written" style={{ width: `${(filled / tokens) * 100}%` }} />}
    </span>
  );
}
