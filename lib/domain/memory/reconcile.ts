import type { ImportanceReason, Memory, MemoryId, StoredMemoryType } from "@/types/memory";
import type { ConversationId } from "@/types/ids";
import { detailsIn } from "./details";
import { typeOf, type FoundMemory } from "./found-memory";
import { importanceAgain, importanceOf } from "./importance";
import { readStatement } from "./read-statement";
import { contentWords, overlap, saysTheSame } from "./similar";
import { foldWhole } from "./topic";

/** An entry as it is compared with what was found. */
export type KnownMemory = Pick<
  Memory,
  | "id"
  | "type"
  | "kind"
  | "content"
  | "topic"
  | "trust"
  | "validFrom"
  | "validTo"
  | "uses"
  | "reasons"
  | "sources"
  | "conversationId"
>;

export type Reconciled =
  | {
      do: "insert";
      id: MemoryId;
      found: FoundMemory;
      type: StoredMemoryType;
      importance: number;
      reasons: ImportanceReason[];
    }
  | { do: "merge"; id: MemoryId; found: FoundMemory; importance: number; reasons: ImportanceReason[] }
  | { do: "close"; id: MemoryId; by: MemoryId | null };

type Setting = { conversationId: ConversationId; newId: () => MemoryId };

/** Working entries of one conversation at most: older ones make room. */
const MOST_WORKING = 12;
/** Words in common from which a decision answers a question. */
const ANSWERS = 0.34;

/**
 * What is to be changed so that the entries say what was found: new ones are inserted, what was said again is merged into
 * its entry, what is contradicted is closed and linked to what contradicts it. What was taken from the same message before
 * changes nothing.
 */
export function reconcile(
  found: readonly FoundMemory[],
  known: readonly KnownMemory[],
  setting: Setting,
): Reconciled[] {
  const entries = known.filter((entry) => entry.validTo === null);
  const changes: Reconciled[] = [];
  for (const each of found) {
    const inScope = entries.filter((entry) => sameScope(entry, each, setting.conversationId));
    // What somebody says himself takes the place of the same in a file: only now it is his word.
    const same = inScope.find((entry) => entry.trust !== "imported" && isSame(entry, each));
    if (same === undefined) insert(changes, entries, inScope, each, setting);
    else if (!same.sources.some(({ messageId }) => messageId === each.messageId)) merge(changes, same, each);
  }
  return [...changes, ...overflow(entries, setting.conversationId)];
}

function sameScope(entry: KnownMemory, { kind }: FoundMemory, conversationId: ConversationId): boolean {
  const working = typeOf(kind) === "working";
  if ((entry.type === "working") !== working) return false;
  return !working || entry.conversationId === conversationId;
}

function isSame(entry: KnownMemory, found: FoundMemory): boolean {
  if (found.topic !== null && entry.topic === found.topic) return valueOf(entry) === found.value;
  return saysTheSame(entry.content, found.content);
}

function valueOf({ content }: KnownMemory): string {
  return readStatement(content)?.value ?? foldWhole(content);
}

function merge(changes: Reconciled[], entry: KnownMemory, found: FoundMemory): void {
  const again = importanceAgain(entry.reasons, {
    kind: entry.kind,
    trust: entry.trust,
    said: entry.sources.length + 1,
    uses: entry.uses,
    details: detailsIn(entry.content),
    explicit: found.explicit,
  });
  entry.sources.unshift(sourceOf(found));
  changes.push({ do: "merge", id: entry.id, found, ...again });
}

function insert(
  changes: Reconciled[],
  entries: KnownMemory[],
  inScope: readonly KnownMemory[],
  found: FoundMemory,
  { conversationId, newId }: Setting,
): void {
  const id = newId();
  const type = typeOf(found.kind);
  changes.push({ do: "insert", id, found, type, ...valued(found) });
  const contradicted = inScope.filter((entry) => contradicts(entry, found));
  // Somebody has said otherwise since: then what is found is history already.
  const newer = contradicted.find((entry) => Date.parse(entry.validFrom) > Date.parse(found.saidAt));
  if (newer !== undefined) {
    changes.push({ do: "close", id, by: newer.id });
    return;
  }
  for (const entry of contradicted) {
    changes.push({ do: "close", id: entry.id, by: id });
    entries.splice(entries.indexOf(entry), 1);
  }
  entries.push(entryOf(id, type, found, conversationId));
}

function contradicts(entry: KnownMemory, found: FoundMemory): boolean {
  if (entry.trust === "imported" && isSame(entry, found)) return true;
  if (found.topic !== null && entry.topic === found.topic) return true;
  if (found.kind !== "decision" || entry.kind !== "question") return false;
  return overlap(contentWords(entry.content), contentWords(found.content)) >= ANSWERS;
}

function valued(found: FoundMemory): { importance: number; reasons: ImportanceReason[] } {
  const { kind, trust, explicit, modelScore } = found;
  const details = detailsIn(found.content);
  return importanceOf({ kind, trust, explicit, modelScore, details, said: 1, uses: 0 });
}

function entryOf(
  id: MemoryId,
  type: StoredMemoryType,
  found: FoundMemory,
  conversationId: ConversationId,
): KnownMemory {
  const { kind, content, topic, trust } = found;
  const { reasons } = valued(found);
  const rest = { uses: 0, reasons, sources: [sourceOf(found)], validFrom: found.saidAt, validTo: null };
  return { id, type, kind, content, topic, trust, conversationId, ...rest };
}

function sourceOf({ messageId, seq, saidAt }: FoundMemory): Memory["sources"][number] {
  return { messageId, seq, saidAt, title: "", conversationId: "" as ConversationId };
}

/** Oldest first. */
function overflow(entries: readonly KnownMemory[], conversationId: ConversationId): Reconciled[] {
  const working = entries.filter((each) => each.type === "working" && each.conversationId === conversationId);
  working.sort((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom));
  const over = working.slice(0, Math.max(0, working.length - MOST_WORKING));
  return over.map(({ id }) => ({ do: "close", id, by: null }));
}
