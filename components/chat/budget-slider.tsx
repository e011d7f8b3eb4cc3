"use client";

import { useState, type CSSProperties } from "react";
import { tokenFigure } from "@/components/context/token-figure";
import { BUDGET_STEPS, nearestStep, stepLabel } from "./budget-steps";

type BudgetSliderProps = {
  maxTokens: number;
  /** While the knob moves, and null once it is let go of where it was. */
  onMove: (maxTokens: number | null) => void;
  onChange: (maxTokens: number) => void;
};

/** Eight stops on a rail; what is chosen is told when the knob is let go of. */
export function BudgetSlider({ maxTokens, onMove, onChange }: BudgetSliderProps) {
  const [moving, setMoving] = useState<number | null>(null);
  const step = moving ?? nearestStep(maxTokens);
  const shown = moving === null ? maxTokens : (BUDGET_STEPS[moving] ?? maxTokens);
  const move = (to: number) => {
    setMoving(to);
    onMove(BUDGET_STEPS[to] ?? null);
  };
  const settle = () => {
    if (moving === null) return;
    const chosen = BUDGET_STEPS[moving];
    setMoving(null);
    if (chosen !== undefined && chosen !== maxTokens) onChange(chosen);
    else onMove(null);
  };
  const filled = { "--tl-filled": `${(step / (BUDGET_STEPS.length - 1)) * 100}%` } as CSSProperties;
  return (
    <>
      <input
        type="range"
        aria-label="Token budget"
        aria-valuetext={`${tokenFigure(shown)} tokens`}
        min={0}
        max={BUDGET_STEPS.length - 1}
        step={1}
        value={step}
        onChange={(event) => move(Number(event.target.value))}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
        style={filled}
        className="rail mt-2"
      />
      <div aria-hidden className="num -mx-[10.5px] grid grid-cols-8 text-center text-xs text-ink-3">
        {BUDGET_STEPS.map((stop) => (
          <span key={stop} className={stop === shown ? "font-semibold text-ink" : undefined}>
            {stepLabel(stop)}
          </span>
        ))}
      </div>
    </>
  );
}
