import type { IndexedText } from "@/lib/domain/retrieval/indexed-text";
import type {
  MaintenanceStep,
  MemoryChange,
  MemoryEdit,
  NewMemory,
  NewSource,
} from "@/lib/ports/memory-store";
import type { Json } from "@/types/database";

/** A memory as the database's functions take it. */
export function newMemoryRow(memory: NewMemory) {
  return {
    id: memory.id,
    type: memory.type,
    kind: memory.kind,
    content: memory.content,
    importance: memory.importance,
    reasons: memory.reasons,
    metadata: json(memory.metadata),
    topic: memory.topic,
    agent: memory.agentId,
    conversation: memory.conversationId,
    valid_from: memory.validFrom,
    valid_to: memory.validTo,
    trust: memory.trust,
    standing: memory.standing,
    token_count: memory.tokens,
    token_family: memory.tokenFamily,
  };
}

export function sourceRow({ messageId, content }: NewSource) {
  return { message: messageId, content };
}

export function indexRow(index: IndexedText) {
  return { ...index };
}

export function changeRow(change: MemoryChange) {
  switch (change.do) {
    case "insert":
      return {
        do: change.do,
        memory: newMemoryRow(change.memory),
        source: sourceRow(change.source),
        index: indexRow(change.index),
      };
    case "merge":
      return {
        do: change.do,
        id: change.id,
        source: sourceRow(change.source),
        importance: change.importance,
        reasons: change.reasons,
      };
    case "close":
      return { do: change.do, id: change.id, by: change.by };
    default:
      return change satisfies never;
  }
}

const EDITED = {
  type: "type",
  kind: "kind",
  content: "content",
  importance: "importance",
  reasons: "reasons",
  metadata: "metadata",
  topic: "topic",
  agentId: "agent",
  validTo: "valid_to",
  trust: "trust",
  standing: "standing",
  tokens: "token_count",
  tokenFamily: "token_family",
} as const satisfies Record<Exclude<keyof MemoryEdit, "index">, string>;

/** Only what is there: a null sets null. */
export function editRow(edit: MemoryEdit): Json {
  const row: Record<string, unknown> = {};
  for (const field of Object.keys(EDITED) as (keyof typeof EDITED)[]) {
    if (edit[field] !== undefined) row[EDITED[field]] = edit[field];
  }
  return json(row);
}

export function stepRow(step: MaintenanceStep) {
  if (step.do !== "insert") return { ...step };
  return { ...step, memory: newMemoryRow(step.memory), index: indexRow(step.index) };
}

/** What a request's body or our own code made of plain values. */
export function json(value: Record<string, unknown>): Json {
  return value as Json;
}
