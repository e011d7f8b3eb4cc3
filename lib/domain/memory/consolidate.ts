import type { ImportanceReason, Memory, MemoryId } from "@/types/memory";
import { detailsIn } from "./details";
import { importanceAgain } from "./importance";
import { contentWords, saysTheSame } from "./similar";

export type ConsolidationStep =
  | {
      do: "merge";
      into: MemoryId;
      ids: MemoryId[];
      importance: number;
      reasons: ImportanceReason[];
      why: string;
    }
  | { do: "move"; id: MemoryId; type: Memory["type"]; kind: Memory["kind"]; why: string };

const DAY_MS = 86_400_000;
/** Working entries that nothing has touched for so long belong to a conversation at rest. */
const REST_DAYS = 14;
/** An episode that was of use so often is knowledge. */
const LASTING_USES = 5;
/** Words in more entries than this tell no two of them apart. */
const COMMON = 50;

/** Every entry that holds, with what merging and moving would do. Pure: nothing is changed. `now` in ms. */
export function planConsolidation(memories: readonly Memory[], now: number): ConsolidationStep[] {
  const live = memories.filter((memory) => memory.validTo === null);
  const merges = duplicates(live);
  const gone = new Set(merges.flatMap(({ ids }) => ids));
  const moves = live.filter(({ id }) => !gone.has(id)).flatMap((memory) => moveOf(memory, now));
  return [...merges, ...moves];
}

function moveOf(memory: Memory, now: number): ConsolidationStep[] {
  const { id, type, kind, uses, updatedAt } = memory;
  const restedDays = (now - Date.parse(updatedAt)) / DAY_MS;
  if (type === "working" && kind !== "question" && restedDays >= REST_DAYS) {
    return [{ do: "move", id, type: "episodic", kind, why: `untouched for ${REST_DAYS} days` }];
  }
  if (type === "episodic" && uses >= LASTING_USES) {
    return [{ do: "move", id, type: "long_term", kind, why: `used ${uses} times` }];
  }
  return [];
}

type Merge = Extract<ConsolidationStep, { do: "merge" }>;

function duplicates(live: readonly Memory[]): Merge[] {
  const seen = new Set<MemoryId>();
  const byWord = indexed(live);
  const merges: Merge[] = [];
  for (const memory of live) {
    if (seen.has(memory.id)) continue;
    const alike = neighbours(memory, byWord).filter(
      (other) =>
        !seen.has(other.id) && sameScope(memory, other) && saysTheSame(memory.content, other.content),
    );
    if (alike.length === 0) continue;
    const all: [Memory, ...Memory[]] = [memory, ...alike];
    for (const { id } of all) seen.add(id);
    merges.push(mergeOf(all));
  }
  return merges;
}

/** The one with most weight stays; whoever wrote one by hand keeps his wording. */
function mergeOf(all: readonly [Memory, ...Memory[]]): Merge {
  const [into, ...others] = all.toSorted(
    (a, b) => hand(b) - hand(a) || b.importance - a.importance || (a.createdAt < b.createdAt ? -1 : 1),
  );
  const kept = into ?? all[0];
  const said = new Set(all.flatMap(({ sources }) => sources.map(({ messageId }) => messageId))).size;
  const uses = all.reduce((sum, each) => sum + each.uses, 0);
  const { kind, trust, reasons, content } = kept;
  const again = importanceAgain(reasons, { kind, trust, said, uses, details: detailsIn(content) });
  const ids = others.map(({ id }) => id);
  return { do: "merge", into: kept.id, ids, ...again, why: "they say the same" };
}

function hand({ trust }: Memory): number {
  return trust === "hand_written" ? 1 : 0;
}

function sameScope(a: Memory, b: Memory): boolean {
  return (
    a.type === b.type &&
    a.agentId === b.agentId &&
    (a.type === "long_term" || a.conversationId === b.conversationId)
  );
}

function indexed(live: readonly Memory[]): ReadonlyMap<string, Memory[]> {
  const byWord = new Map<string, Memory[]>();
  for (const memory of live) {
    for (const word of contentWords(memory.content)) {
      const entries = byWord.get(word);
      if (entries === undefined) byWord.set(word, [memory]);
      else entries.push(memory);
    }
  }
  return byWord;
}

/** Later entries that share a word of weight, so that ten thousand are not compared with each other. */
function neighbours(memory: Memory, byWord: ReadonlyMap<string, Memory[]>): Memory[] {
  const near = new Set<Memory>();
  for (const word of contentWords(memory.content)) {
    const entries = byWord.get(word) ?? [];
    if (entries.length <= COMMON) for (const entry of entries) near.add(entry);
  }
  near.delete(memory);
  return [...near];
}
