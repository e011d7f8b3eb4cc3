"use client";

import { BUDGET_STEPS, stepLabel } from "@/components/chat/budget-steps";
import { tokenFigure } from "@/components/context/token-figure";
import { classNames } from "@/components/ui/class-names";

type BudgetChoiceProps = {
  /** The conversation's own budget, which may lie between the steps. */
  own: number;
  chosen: readonly number[];
  disabled: boolean;
  onChange: (chosen: number[]) => void;
};

/** As many as one replay compares. */
const MOST = 4;

/** Which budgets are to be compared, up to four. */
export function BudgetChoice({ own, chosen, disabled, onChange }: BudgetChoiceProps) {
  const budgets = [...new Set([...BUDGET_STEPS, own])].sort((a, b) => a - b);
  const full = chosen.length >= MOST;
  const toggle = (budget: number) =>
    onChange(chosen.includes(budget) ? chosen.filter((one) => one !== budget) : [...chosen, budget]);
  return (
    <fieldset disabled={disabled}>
      <legend className="text-sm font-semibold">
        Budgets <span className="font-[420] text-ink-3">tokens, up to four</span>
      </legend>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {budgets.map((budget) => (
          <Budget
            key={budget}
            budget={budget}
            own={budget === own}
            checked={chosen.includes(budget)}
            disabled={full && !chosen.includes(budget)}
            onChange={() => toggle(budget)}
          />
        ))}
      </div>
    </fieldset>
  );
}

type BudgetProps = {
  budget: number;
  own: boolean;
  checked: boolean;
  disabled: boolean;
  onChange: () => void;
};

function Budget({ budget, own, checked, disabled, onChange }: BudgetProps) {
  return (
    <label
      className={classNames(
        "num eased inline-flex min-h-[30px] items-center gap-2 rounded-md px-2.5 text-sm max-sm:min-h-10",
        checked
          ? "bg-accent-soft inset-ring inset-ring-accent"
          : "bg-raised inset-ring inset-ring-line-strong",
        disabled && !checked && "text-ink-disabled",
      )}
    >
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        aria-label={own ? `${tokenFigure(budget)}, this conversation’s` : tokenFigure(budget)}
        className="size-3.5 accent-accent"
      />
      {budget % 1_000 === 0 ? stepLabel(budget) : tokenFigure(budget)}
      {own && <span className="text-xs text-ink-3">in use</span>}
    </label>
  );
}
