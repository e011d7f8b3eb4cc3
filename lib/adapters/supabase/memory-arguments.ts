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

export function editRow(edit: MemoryEdit) {
  return {
    ...(edit.type === undefined ? {} : { type: edit.type }),
    ...(edit.kind === undefined ? {} : { kind: edit.kind }),
    ...(edit.content === undefined ? {} : { content: edit.content }),
    ...(edit.importance === undefined ? {} : { importance: edit.importance }),
    ...(edit.reasons === undefined ? {} : { reasons: edit.reasons }),
    ...(edit.metadata === undefined ? {} : { metadata: json(edit.metadata) }),
    ...(edit.topic === undefined ? {} : { topic: edit.topic }),
    ...(edit.agentId === undefined ? {} : { agent: edit.agentId }),
    ...(edit.validTo === undefined ? {} : { valid_to: edit.validTo }),
    ...(edit.trust === undefined ? {} : { trust: edit.trust }),
    ...(edit.standing === undefined ? {} : { standing: edit.standing }),
    ...(edit.tokens === undefined ? {} : { token_count: edit.tokens }),
    ...(edit.tokenFamily === undefined ? {} : { token_family: edit.tokenFamily }),
  };
}

export function stepRow(step: MaintenanceStep) {
  if (step.do !== "insert") return { ...step };
  return { ...step, memory: newMemoryRow(step.memory), index: indexRow(step.index) };
}

/** What a request's body or our own code made of plain values. */
export function json(value: Record<string, unknown>): Json {
  return value as Json;
}
