import type { CSSProperties } from "react";
import type { Segment, SegmentKind } from "@/types/chat";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "./segment-names";
import { tokenFigure } from "./token-figure";

type ContextBarProps = {
  budget: number;
  /** Held parts in display order. */
  segments: readonly Segment[];
  reserve: number;
  draft?: number;
  free: number;
  /** Tokens past the budget; the bar then rescales to the sum and a tick marks the budget. */
  overBy?: number;
  /** Tokens of the reply being written, which fill the reserve from its left. */
  written?: number;
  height?: number;
  gap?: number;
};

/** The bar itself, without a role: its numbers stand as text beside it. */
export function ContextBar(props: ContextBarProps) {
  const { budget, segments, reserve, draft = 0, free, overBy = 0, written = 0, height, gap } = props;
  const size = {
    ...(height ? { "--tl-bar-height": `${height}px` } : {}),
    ...(gap ? { "--tl-bar-gap": `${gap}px` } : {}),
  } as CSSProperties;
  const over = overBy > 0;
  const draftPiece = draft > 0 && (
    <span
      className={over ? "piece draft over" : "piece draft"}
      style={{ flexGrow: draft }}
      title={`Draft ${tokenFigure(draft)}`}
    />
  );
  return (
    <span className="bar" aria-hidden style={size}>
      {segments.map((segment) => (
        <Piece key={segment.kind} kind={segment.kind} tokens={segment.tokens} budget={budget} />
      ))}
      {over && draftPiece}
      {reserve > 0 && <Reserve tokens={reserve} written={written} budget={budget} />}
      {!over && draftPiece}
      {free > 0 && <Piece kind="free" tokens={free} budget={budget} />}
      {over && <span className="limit" style={{ left: `${(budget / (budget + overBy)) * 100}%` }} />}
    </span>
  );
}

function share(tokens: number, budget: number): string {
  return `${((tokens / budget) * 100).toFixed(1)} %`;
}

function Piece({ kind, tokens, budget }: { kind: SegmentKind; tokens: number; budget: number }) {
  return (
    <span
      className={`piece ${SEGMENT_FILLS[kind]}`}
      style={{ flexGrow: tokens }}
      title={`${SEGMENT_NAMES[kind]} ${tokenFigure(tokens)}, ${share(tokens, budget)}`}
    />
  );
}

function Reserve({ tokens, written, budget }: { tokens: number; written: number; budget: number }) {
  const filled = Math.min(written, tokens);
  const title =
    written > 0
      ? `Reply reserve ${tokenFigure(tokens)}, ${tokenFigure(written)} written`
      : `Reply reserve ${tokenFigure(tokens)}, ${share(tokens, budget)}`;
  return (
    <span className="piece seg-reserve" style={{ flexGrow: tokens }} title={title}>
      {filled > 0 && <span className="written" style={{ width: `${(filled / tokens) * 100}%` }} />}
    </span>
  );
}
