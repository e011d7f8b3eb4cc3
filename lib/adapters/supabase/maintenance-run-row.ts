import { z } from "zod";
import type { MaintenanceRun } from "@/lib/ports/memory-store";
import { memoryId, toMemory } from "./memory-row";
import { decimal, instant } from "./row-values";

const why = z.string();
const madeMemory = z.unknown().transform(toMemory);

const step = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("merge"),
    into: memoryId,
    ids: z.array(memoryId),
    importance: decimal,
    reasons: z.array(z.object({ rule: z.string(), points: z.number() })),
    why,
  }),
  z.object({
    do: z.literal("move"),
    id: memoryId,
    type: z.enum(["working", "long_term", "episodic"]),
    kind: z.enum(["fact", "preference", "instruction", "goal", "decision", "question", "episode"]),
    why,
  }),
  z.object({ do: z.literal("insert"), memory: madeMemory, from: z.array(memoryId), why }),
  z.object({ do: z.literal("close"), id: memoryId, by: memoryId.nullable(), why }),
  z.object({ do: z.literal("prune"), id: memoryId, why }),
]);

const runRow = z.object({
  id: z.uuid(),
  steps: z.array(step),
  applied_at: instant,
  undone_at: instant.nullable(),
  undo_until: instant,
});

export function toMaintenanceRun(value: unknown): MaintenanceRun {
  const row = runRow.parse(value);
  return {
    id: row.id,
    steps: row.steps,
    appliedAt: row.applied_at,
    undoneAt: row.undone_at,
    undoUntil: row.undo_until,
  };
}
