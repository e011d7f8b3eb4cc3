"use client";

import { useId, useState } from "react";
import type { LabRun } from "@/types/lab";
import { STRATEGY_NAMES } from "@/components/context/strategy-names";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { axisFigure, binned, type Bin } from "./chart-bins";
import { TurnTable } from "./turn-table";
import { useWidth } from "./use-width";

type TurnChartProps = {
  run: LabRun;
  /** Tokens at the top of the axis: the same for all charts that stand beside each other. */
  top: number;
};

/** In pixels. Text is drawn at its own size: the chart is as wide as its place, never stretched. */
const SIZE = { height: 116, left: 34, right: 8, above: 18, below: 20, column: 4 };

/** Tokens of every call of one run, new ones and those that were sent before, with a table of the same figures. */
export function TurnChart({ run, top }: TurnChartProps) {
  const [box, width] = useWidth<HTMLDivElement>(280);
  const [table, setTable] = useState(false);
  const id = useId();
  const name = STRATEGY_NAMES[run.strategy];
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline justify-between gap-2 text-sm">
        <span className="font-medium">{name}</span>
        <button
          type="button"
          aria-expanded={table}
          aria-controls={id}
          aria-label={`${table ? "Hide" : "Show"} the figures of ${name} at ${tokenFigure(run.maxTokens)} tokens`}
          onClick={() => setTable(!table)}
          className="min-h-[26px] text-xs text-link max-sm:min-h-9"
        >
          {table ? "Hide figures" : "Figures"}
        </button>
      </figcaption>
      <div ref={box}>
        <Bars run={run} top={top} width={width} />
      </div>
      <div id={id}>{table && <TurnTable run={run} />}</div>
    </figure>
  );
}

function Bars({ run, top, width }: TurnChartProps & { width: number }) {
  const plot = { width: width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.above - SIZE.below };
  const bins = binned(run.perTurn, Math.floor(plot.width / SIZE.column));
  const base = SIZE.above + plot.height;
  const step = bins.length === 0 ? 0 : plot.width / bins.length;
  const y = (tokens: number) => base - (tokens / top) * plot.height;
  return (
    <svg
      role="img"
      aria-label={chartWords(run)}
      width={width}
      height={SIZE.height}
      className="num block overflow-visible fill-ink-3 text-[11.5px]"
    >
      {[top, top / 2].map((tokens) => (
        <g key={tokens}>
          <line
            x1={SIZE.left}
            x2={width - SIZE.right}
            y1={y(tokens)}
            y2={y(tokens)}
            className="stroke-line"
          />
          <text x={SIZE.left - 6} y={y(tokens) + 4} textAnchor="end">
            {axisFigure(tokens)}
          </text>
        </g>
      ))}
      {bins.map((bin, index) => (
        <Column key={bin.first} bin={bin} x={SIZE.left + index * step} step={step} y={y} base={base} />
      ))}
      <line x1={SIZE.left} x2={width - SIZE.right} y1={base} y2={base} className="stroke-ink-3" />
      <text x={SIZE.left - 6} y={base + 4} textAnchor="end">
        0
      </text>
      <LastValue bins={bins} run={run} width={width} y={y} />
      <text x={SIZE.left} y={SIZE.height - 4}>
        turn 1
      </text>
      {run.perTurn.length > 1 && (
        <text x={width - SIZE.right} y={SIZE.height - 4} textAnchor="end">
          {tokenFigure(run.perTurn.length)}
        </text>
      )}
    </svg>
  );
}

type ColumnProps = { bin: Bin; x: number; step: number; y: (tokens: number) => number; base: number };

/** Narrower columns than this stand without gaps, so that their outlines do not become the picture. */
const WIDE = 7;

/** What was sent before stands empty under its outline, what is new stands on it. */
function Column({ bin, x, step, y, base }: ColumnProps) {
  const gap = step >= WIDE ? 1 : 0;
  const width = Math.min(step - gap, 34);
  const left = x + (step - width) / 2;
  const edge = y(bin.tokens - bin.uncached);
  const top = y(bin.tokens);
  return (
    <>
      <rect x={left} y={edge} width={width} height={Math.max(0, base - edge)} className="fill-track" />
      {gap > 0 && edge < base && (
        <path
          d={`M${left + 0.5} ${base}V${edge}M${left + width - 0.5} ${base}V${edge}`}
          className="stroke-seg-free"
        />
      )}
      {edge < base && <path d={`M${left} ${edge}H${left + width}`} className="stroke-seg-free" />}
      {top < edge && <rect x={left} y={top} width={width} height={edge - top} className="fill-seg-recent" />}
    </>
  );
}

type LastValueProps = { bins: readonly Bin[]; run: LabRun; width: number; y: (tokens: number) => number };

/** About as many pixels as the label of the last value takes. */
const LABEL = 46;

/** Above the last columns, which it must not cover. */
function LastValue({ bins, run, width, y }: LastValueProps) {
  const turn = run.perTurn.at(-1);
  if (!turn) return null;
  const step = (width - SIZE.left - SIZE.right) / bins.length;
  const under = bins.slice(-Math.ceil(LABEL / step));
  const highest = Math.max(...under.map((bin) => bin.tokens));
  return (
    <text x={width - SIZE.right} y={y(highest) - 5} textAnchor="end" className="fill-ink font-[560]">
      {tokenFigure(turn.tokens)}
    </text>
  );
}

function chartWords(run: LabRun): string {
  const name = `Tokens of each turn, ${STRATEGY_NAMES[run.strategy]} at ${tokenFigure(run.maxTokens)}`;
  const [first, last] = [run.perTurn[0], run.perTurn.at(-1)];
  if (!first || !last) return `${name}: no turns`;
  const most = Math.max(...run.perTurn.map(({ tokens }) => tokens));
  const fresh = tokenFigure(Math.round(run.uncachedTokens / Math.max(1, run.turns)));
  return `${name}: ${tokensInWords(first.tokens)} in the first of ${tokenFigure(run.perTurn.length)}, ${tokenFigure(last.tokens)} in the last, ${tokenFigure(most)} at most, of these ${fresh} new on average`;
}
