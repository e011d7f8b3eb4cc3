"use client";

import { useState } from "react";
import { tokenFigure } from "@/components/context/token-figure";
import { INPUT } from "@/components/ui/text-field";
import { BUDGET_STEPS, nearestStep, stepLabel } from "./budget-steps";
import { NumberField } from "./number-field";
import { LEAST_BUDGET, MOST_BUDGET } from "./ways-out";

type BudgetFieldProps = { maxTokens: number; window: number | null; onChange: (maxTokens: number) => void };

/** The token budget: eight stops on a rail, or the exact number. */
export function BudgetField({ maxTokens, window, onChange }: BudgetFieldProps) {
  const [moving, setMoving] = useState<number | null>(null);
  const step = moving ?? nearestStep(maxTokens);
  const settle = () => {
    const chosen = moving === null ? undefined : BUDGET_STEPS[moving];
    setMoving(null);
    if (chosen !== undefined && chosen !== maxTokens) onChange(chosen);
  };
  const shown = moving === null ? maxTokens : (BUDGET_STEPS[moving] ?? maxTokens);
  return (
    <div>
      <NumberField
        label="Token budget in tokens"
        value={shown}
        least={LEAST_BUDGET}
        most={MOST_BUDGET}
        onCommit={(value) => value !== null && onChange(value)}
        className={INPUT}
      />
      <input
        type="range"
        aria-label="Token budget"
        aria-valuetext={`${tokenFigure(shown)} tokens`}
        min={0}
        max={BUDGET_STEPS.length - 1}
        step={1}
        value={step}
        onChange={(event) => setMoving(Number(event.target.value))}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
        className="rail mt-2"
      />
      <div aria-hidden className="num -mx-[10.5px] grid grid-cols-8 text-center text-xs text-ink-3">
        {BUDGET_STEPS.map((stop, index) => (
          <span key={stop} className={index === step ? "font-semibold text-ink" : undefined}>
            {stepLabel(stop)}
          </span>
        ))}
      </div>
      {window !== null && shown > window && (
        <p className="num mt-1.5 text-meta text-ink-3">
          The model’s window is {tokenFigure(window)}; no call will hold more.
        </p>
      )}
    </div>
  );
}
