import { systemLines, type SystemParts } from "../prompts/system-message";
import type { ContextInput } from "./context-input";
import { countedBudget, countedReserve } from "./scale";

/** Standing memories take at most so many tokens, and this share of the budget. */
const MOST_TOKENS = 300;
const MOST_OF_BUDGET = 0.05;

type Call = Pick<ContextInput, "scale" | "budget" | "reserve" | "system"> & {
  current: { tokens: number } | null;
};

/** The parts with as many standing memories, weightiest first, as may be in and fit beside all that must be. */
export function fitStanding(call: Call): SystemParts {
  const { standing, ...bare } = call.system;
  if (standing === undefined || standing.items.length === 0) return call.system;
  const without = linesOf(bare);
  const cap = Math.min(MOST_TOKENS, Math.floor(countedBudget(call.scale, call.budget) * MOST_OF_BUDGET));
  const room = Math.min(cap, leftBeside(call, without));
  let parts: SystemParts = bare;
  for (const item of standing.items) {
    const wider = { ...bare, standing: { ...standing, items: [...(parts.standing?.items ?? []), item] } };
    if (linesOf(wider) - without <= room) parts = wider;
  }
  return parts;
}

/** Every pinned message counts as it is quoted, as it does where it is asked whether a call fits. */
function linesOf(parts: SystemParts): number {
  const { system, pinned, memories, summary } = systemLines(parts, parts.pins);
  return system + pinned + memories + summary;
}

function leftBeside({ scale, budget, reserve, current }: Call, fixed: number): number {
  return countedBudget(scale, budget) - countedReserve(scale, reserve) - fixed - (current?.tokens ?? 0);
}
