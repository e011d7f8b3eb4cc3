import type { LabRun } from "@/types/lab";

type Turn = LabRun["perTurn"][number];

/** Turns that share one column; their tokens are means. */
export type Bin = { first: number; last: number; tokens: number; uncached: number };

/** At most `most` columns of about as many turns each, so that a long conversation fits a narrow chart. */
export function binned(turns: readonly Turn[], most: number): Bin[] {
  const size = Math.max(1, Math.ceil(turns.length / Math.max(1, most)));
  const bins: Bin[] = [];
  for (let from = 0; from < turns.length; from += size) {
    const part = turns.slice(from, from + size);
    const mean = (of: (turn: Turn) => number) => part.reduce((sum, turn) => sum + of(turn), 0) / part.length;
    bins.push({
      first: from + 1,
      last: from + part.length,
      tokens: mean((turn) => turn.tokens),
      uncached: mean((turn) => turn.uncached),
    });
  }
  return bins;
}

/** The next figure above that is easy to read: 1, 2, 2.5, 4, 5 or 8 times a power of ten. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

/** 8000 → "8k", 12345 → "12.3k", 640 → "640": for axes alone. */
export function axisFigure(tokens: number): string {
  if (tokens < 1_000) return String(Math.round(tokens));
  return `${(tokens / 1_000).toFixed(1).replace(/\.0$/, "")}k`;
}
