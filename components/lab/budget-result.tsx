"use client";

import { useId } from "react";
import type { LabRun } from "@/types/lab";
import type { MemoryStrategy } from "@/types/words";
import { Markdown } from "@/components/chat/markdown/markdown";
import { STRATEGY_NAMES } from "@/components/context/strategy-names";
import { tokenFigure } from "@/components/context/token-figure";
import { roundUp } from "./chart-bins";
import { RunTable } from "./run-table";
import { TurnChart } from "./turn-chart";

type BudgetResultProps = {
  budget: number;
  runs: readonly LabRun[];
  /** The conversation's own strategy, where this is its own budget. */
  own: MemoryStrategy | null;
};

/** One budget: its strategies in figures, turn by turn, and in their answers where these were asked for. */
export function BudgetResult({ budget, runs, own }: BudgetResultProps) {
  const id = useId();
  const name = `${tokenFigure(budget)} tokens`;
  const most = Math.max(...runs.flatMap((run) => run.perTurn.map(({ tokens }) => tokens)), 1);
  return (
    <section aria-labelledby={id} className="mt-9">
      <h2 id={id} className="num text-lead font-semibold tracking-[-0.006em]">
        {name}
        {own && <span className="ml-2.5 text-sm font-[420] text-ink-3">this conversation’s budget</span>}
      </h2>
      <RunTable name={`Strategies at ${name}`} runs={runs} own={own} />
      <div className="mt-4 grid gap-x-7 gap-y-4 md:grid-cols-3">
        {runs.map((run) => (
          <TurnChart key={run.strategy} run={run} top={roundUp(most * 1.05)} />
        ))}
      </div>
      <ChartKeys />
      <Answers runs={runs} />
    </section>
  );
}

function ChartKeys() {
  return (
    <p className="mt-1.5 flex flex-wrap gap-x-3.5 gap-y-0.5 text-xs leading-[18px] text-ink-2">
      <span className="inline-flex items-center gap-1.5">
        <i aria-hidden className="swatch seg-recent" />
        New in this turn
      </span>
      <span className="inline-flex items-center gap-1.5">
        <i aria-hidden className="swatch seg-free" />
        Unchanged beginning of the call before
      </span>
    </p>
  );
}

function Answers({ runs }: { runs: readonly LabRun[] }) {
  if (runs.every(({ answer }) => answer === null)) return null;
  return (
    <div className="mt-5 grid gap-x-7 gap-y-5 md:grid-cols-3">
      {runs.map((run) => (
        <article
          key={run.strategy}
          aria-label={`Answer of ${STRATEGY_NAMES[run.strategy]} at ${tokenFigure(run.maxTokens)} tokens`}
          className="min-w-0 border-t border-line-strong pt-2.5"
        >
          <h3 className="mb-1 text-sm font-semibold">{STRATEGY_NAMES[run.strategy]}</h3>
          {run.answer === null ? (
            <p className="text-sm text-ink-3">No answer came back.</p>
          ) : (
            <Markdown text={run.answer} />
          )}
        </article>
      ))}
    </div>
  );
}
