"use client";

import { useState } from "react";
import { tokenFigure } from "@/components/context/token-figure";
import { INPUT } from "@/components/ui/text-field";
import { BudgetSlider } from "./budget-slider";
import { NumberField } from "./number-field";
import { LEAST_BUDGET, MOST_BUDGET } from "./ways-out";

type BudgetFieldProps = { maxTokens: number; window: number | null; onChange: (maxTokens: number) => void };

/** The token budget: eight stops on a rail, or the exact number. */
export function BudgetField({ maxTokens, window, onChange }: BudgetFieldProps) {
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? maxTokens;
  const choose = (chosen: number) => {
    setMoving(null);
    onChange(chosen);
  };
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
      <BudgetSlider maxTokens={maxTokens} onMove={setMoving} onChange={choose} />
      {window !== null && shown > window && (
        <p className="num mt-1.5 text-meta text-ink-3">
          The model’s window is {tokenFigure(window)}; no call will hold more.
        </p>
      )}
    </div>
  );
}
