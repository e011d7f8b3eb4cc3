"use client";

import { useState } from "react";
import { useMaintenance } from "@/lib/client/hooks/use-memories";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { MemoryId } from "@/types/memory";
import type { MaintenancePlanAnswer, MaintenanceRunAnswer, PlannedStep } from "@/types/memory-api";
import { fullMessageTime } from "@/lib/domain/dates/message-time";
import { Button } from "@/components/ui/button";
import { SideTask, TaskWait } from "./side-task";
import { TYPE_NAMES } from "./memory-words";

/** What tidying would do, shown before it is done; and what was done, which can be undone for 30 days. */
export function Maintenance({ onClose }: { onClose: () => void }) {
  const { data, failure, reload } = useMaintenance();
  return (
    <SideTask
      title="Maintenance"
      lede="Merges what says the same, moves what has come to rest, and lets go of what is worth least. Nothing is done before you apply it, and it can be undone for 30 days."
      onClose={onClose}
    >
      {data === null ? (
        <TaskWait name="Loading the plan" failure={failure} onReload={() => void reload()} />
      ) : (
        <Plan plan={data} reload={reload} />
      )}
    </SideTask>
  );
}

type PlanProps = { plan: MaintenancePlanAnswer; reload: () => Promise<void> };

function Plan({ plan, reload }: PlanProps) {
  const { api, memories } = useWorkspace();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const wanted = plan.steps.filter((_, index) => !left.has(index));
  const run = async (name: string, work: () => Promise<unknown>) => {
    setBusy(name);
    setFailure(null);
    try {
      await work();
      memories.tell({ kind: "many" });
      setLeft(new Set());
      await reload();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That did not work. Nothing was changed.");
    }
    setBusy(null);
  };
  const apply = () => {
    const except = plan.steps.filter((_, index) => left.has(index)).flatMap(aboutIds);
    void run("apply", () => api.applyMaintenance({ except }));
  };
  return (
    <>
      {plan.steps.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing to do: no two memories say the same, and none has to go.</p>
      ) : (
        <>
          <ul className="border-t border-line">
            {plan.steps.map((step, index) => (
              <StepRow
                key={aboutIds(step).join()}
                step={step}
                checked={!left.has(index)}
                onChange={(checked) => setLeft(toggled(left, index, !checked))}
              />
            ))}
          </ul>
          <Button
            className="mt-3"
            look="primary"
            busy={busy === "apply"}
            disabled={wanted.length === 0 || busy !== null}
            onClick={apply}
          >
            {wanted.length === 1 ? "Apply 1 step" : `Apply ${wanted.length.toLocaleString("en")} steps`}
          </Button>
        </>
      )}
      {failure && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failure}
        </p>
      )}
      <Runs runs={plan.runs} busy={busy} onUndo={(id) => void run(id, () => api.undoMaintenance(id))} />
    </>
  );
}

function toggled(set: ReadonlySet<number>, index: number, on: boolean): ReadonlySet<number> {
  const next = new Set(set);
  if (on) next.add(index);
  else next.delete(index);
  return next;
}

function aboutIds(step: PlannedStep): MemoryId[] {
  return step.do === "merge" ? [step.into.id, ...step.memories.map(({ id }) => id)] : [step.memory.id];
}

type StepRowProps = { step: PlannedStep; checked: boolean; onChange: (checked: boolean) => void };

function StepRow({ step, checked, onChange }: StepRowProps) {
  return (
    <li className="border-b border-line">
      <label className="flex items-start gap-3 py-2.5 text-sm">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent max-sm:size-5"
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className="block font-medium">{stepTitle(step)}</span>
          {step.do === "merge" ? (
            <>
              <span className="block text-ink-2">Stays: {step.into.content}</span>
              {step.memories.map((memory) => (
                <span key={memory.id} className="block text-ink-3">
                  Becomes part of it: {memory.content}
                </span>
              ))}
            </>
          ) : (
            <span className="block text-ink-2">{step.memory.content}</span>
          )}
          <span className="block text-meta text-ink-3">{step.why}</span>
        </span>
      </label>
    </li>
  );
}

function stepTitle(step: PlannedStep): string {
  switch (step.do) {
    case "merge":
      return `Merge ${step.memories.length + 1} into one`;
    case "move":
      return `Keep as ${TYPE_NAMES[step.type].toLowerCase()}`;
    case "prune":
      return "Put away";
    default:
      return step satisfies never;
  }
}

type RunsProps = { runs: readonly MaintenanceRunAnswer[]; busy: string | null; onUndo: (id: string) => void };

function Runs({ runs, busy, onUndo }: RunsProps) {
  const [now] = useState(() => Date.now());
  if (runs.length === 0) return null;
  return (
    <>
      <h3 className="mt-5 text-sm font-semibold">What was done</h3>
      <ul className="mt-1.5 border-t border-line">
        {runs.map(({ id, appliedAt, undoneAt, undoUntil, steps }) => (
          <li
            key={id}
            className="num flex flex-wrap items-center gap-x-4 border-b border-line py-1.5 text-sm"
          >
            <span className="flex-1">
              {steps === 1 ? "1 step" : `${steps.toLocaleString("en")} steps`}, {fullMessageTime(appliedAt)}
            </span>
            {undoneAt !== null ? (
              <span className="text-ink-3">Undone</span>
            ) : now < Date.parse(undoUntil) ? (
              <Button size="sm" busy={busy === id} disabled={busy !== null} onClick={() => onUndo(id)}>
                Undo
              </Button>
            ) : (
              <span className="text-ink-3">Can no longer be undone</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
