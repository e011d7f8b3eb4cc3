import type { Lab } from "@/lib/client/hooks/use-lab";
import { tokenFigure } from "@/components/context/token-figure";

/** How far a replay, or the asking, has come: one step a budget. */
export function LabProgress({ lab }: { lab: Lab }) {
  const { working, budgets, done } = lab;
  const words = working === null ? "" : progressWords(working, budgets, done);
  return (
    <div className="mt-2.5">
      <p role="status" className="num text-sm text-ink-3">
        {words}
      </p>
      {working !== null && (
        <div
          role="progressbar"
          aria-label={working === "replay" ? "Replay" : "Answers"}
          aria-valuemin={0}
          aria-valuemax={budgets.length}
          aria-valuenow={done}
          className="mt-1.5 flex h-1.5 max-w-80 gap-0.5"
        >
          {budgets.map((budget, index) => (
            <span
              key={budget}
              className={`flex-1 rounded-[2px] ${index < done ? "bg-accent" : "bg-active"}`}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function progressWords(working: "replay" | "answers", budgets: readonly number[], done: number): string {
  const current = budgets[done];
  const what = working === "replay" ? "Replaying" : "Asking";
  const at = current === undefined ? "" : ` at ${tokenFigure(current)} tokens`;
  return `${what}${at}, ${done} of ${budgets.length} done`;
}
