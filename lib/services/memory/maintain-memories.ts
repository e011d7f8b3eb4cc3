import { planConsolidation, type ConsolidationStep } from "@/lib/domain/memory/consolidate";
import { MEMORY_CAP, planPruning, type PruneStep } from "@/lib/domain/memory/prune";
import { suggestRetiring } from "@/lib/domain/memory/suggest";
import type { Clock } from "@/lib/ports/clock";
import type { MemoryReader } from "@/lib/ports/memory-reader";
import type { MaintenanceRun, MemoryStore } from "@/lib/ports/memory-store";
import type { Memory, MemoryId } from "@/types/memory";
import type {
  MaintenancePlanAnswer,
  MaintenanceRunAnswer,
  PlannedStep,
  SuggestionsAnswer,
} from "@/types/memory-api";
import type { UserId } from "@/types/ids";
import { found } from "../found";
import { allMemories } from "./all-memories";

type ReadDeps = { memoryReader: Pick<MemoryReader, "list" | "runs">; clock: Clock };
type Step = ConsolidationStep | PruneStep;

/** Runs that are shown. */
const RUNS = 20;
/** The cap leaves room for entries to come. */
const KEPT = MEMORY_CAP * 0.9;

/** What maintenance would do now, and what it has done. Changes nothing. */
export async function previewMaintenance(deps: ReadDeps): Promise<MaintenancePlanAnswer> {
  const [memories, runs] = await Promise.all([
    allMemories(deps.memoryReader, "all"),
    deps.memoryReader.runs(RUNS),
  ]);
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  const steps = plan(memories, deps.clock.now()).flatMap((step) => planned(step, byId));
  return { steps, runs: runs.map(runAnswer) };
}

/** Does what the preview shows, as far as it is wished for; it can be undone for 30 days. */
export async function applyMaintenance(
  deps: ReadDeps & { memories: Pick<MemoryStore, "applyMaintenance"> },
  owner: UserId,
  wish: { only?: readonly Step["do"][] | undefined; except: readonly MemoryId[] },
): Promise<MaintenanceRunAnswer> {
  const memories = await allMemories(deps.memoryReader, "all");
  const spared = new Set(wish.except);
  const steps = plan(memories, deps.clock.now()).filter(
    (step) => (wish.only?.includes(step.do) ?? true) && !idsOf(step).some((id) => spared.has(id)),
  );
  return runAnswer(await deps.memories.applyMaintenance({ owner, steps }));
}

/** Throws `not_found` for a run that is not the user's, is undone already, or is older than 30 days. */
export async function undoMaintenance(
  deps: { memories: Pick<MemoryStore, "undoMaintenance"> },
  owner: UserId,
  run: string,
): Promise<MaintenanceRunAnswer> {
  return runAnswer(found(await deps.memories.undoMaintenance({ owner, run })));
}

/** Entries that cost and hardly help. */
export async function suggestMemories({ memoryReader, clock }: ReadDeps): Promise<SuggestionsAnswer> {
  const memories = await allMemories(memoryReader, "yes");
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  const suggestions = suggestRetiring(memories, clock.now()).flatMap(({ id, reason, value }) => {
    const memory = byId.get(id);
    return memory === undefined ? [] : [{ memory, reason, value }];
  });
  return { suggestions };
}

function plan(memories: readonly Memory[], now: number): Step[] {
  const consolidation = planConsolidation(memories, now);
  const merged = new Set(consolidation.flatMap((step) => (step.do === "merge" ? step.ids : [])));
  const left = memories.filter(({ id }) => !merged.has(id));
  return [...consolidation, ...planPruning(left, { cap: KEPT, now })];
}

function idsOf(step: Step): MemoryId[] {
  return step.do === "merge" ? [step.into, ...step.ids] : [step.id];
}

function planned(step: Step, byId: ReadonlyMap<MemoryId, Memory>): PlannedStep[] {
  const about = idsOf(step).flatMap((id) => byId.get(id) ?? []);
  const [memory, ...memories] = about;
  if (memory === undefined) return [];
  if (step.do === "merge") {
    const { importance, reasons, why } = step;
    return [{ do: "merge", into: memory, memories, importance, reasons, why }];
  }
  if (step.do === "prune") return [{ do: "prune", memory, why: step.why }];
  return [{ do: "move", memory, type: step.type, kind: step.kind, why: step.why }];
}

function runAnswer({ id, appliedAt, undoneAt, undoUntil, steps }: MaintenanceRun): MaintenanceRunAnswer {
  return { id, appliedAt, undoneAt, undoUntil, steps: steps.length };
}
