import { randomUUID } from "node:crypto";
import { memoryId } from "@/types/memory-api";
import { conversationId, messageId } from "@/types/api";
import type { Memory } from "@/types/memory";

export const NOW = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 86_400_000;

export function daysAgo(days: number): string {
  return new Date(NOW - days * DAY_MS).toISOString();
}

export function aMemory(changes: Partial<Memory> = {}): Memory {
  const createdAt = changes.createdAt ?? daysAgo(1);
  return {
    id: memoryId.parse(randomUUID()),
    type: "long_term",
    kind: "fact",
    content: "My dog's name is Biscuit.",
    importance: 5,
    reasons: [],
    metadata: {},
    topic: null,
    agentId: null,
    conversationId: null,
    sources: [],
    validFrom: createdAt,
    validTo: null,
    supersededBy: null,
    trust: "stated",
    standing: false,
    uses: 0,
    tokensSpent: 0,
    lastUsedAt: null,
    tokens: 10,
    revision: 1,
    createdAt,
    updatedAt: createdAt,
    ...changes,
  };
}

export function aSource(changes: Partial<Memory["sources"][number]> = {}): Memory["sources"][number] {
  return {
    messageId: messageId.parse(randomUUID()),
    conversationId: conversationId.parse(randomUUID()),
    title: "Pets",
    seq: 1,
    saidAt: daysAgo(1),
    ...changes,
  };
}
