import type { DeletionReceipt, Memory, MemoryId } from "@/types/memory";
import type { ConversationId, MessageId } from "@/types/ids";

export function memoryIdOf(n: number): MemoryId {
  return `00000000-0000-4000-8000-000000000${String(n).padStart(3, "0")}` as MemoryId;
}

/** A long-term fact that was said once. */
export function memory(n: number, fields: Partial<Memory> = {}): Memory {
  return {
    id: memoryIdOf(n),
    type: "long_term",
    kind: "fact",
    content: `Memory ${n}`,
    importance: 5,
    reasons: [
      { rule: "fact", points: 3.5 },
      { rule: "stated", points: 0.5 },
    ],
    metadata: {},
    topic: null,
    agentId: null,
    conversationId: null,
    sources: [
      {
        messageId: `10000000-0000-4000-8000-000000000${String(n).padStart(3, "0")}` as MessageId,
        conversationId: "20000000-0000-4000-8000-000000000001" as ConversationId,
        title: "Kick-off notes",
        seq: n,
        saidAt: "2026-03-14T10:00:00.000Z",
      },
    ],
    validFrom: "2026-03-14T10:00:00.000Z",
    validTo: null,
    supersededBy: null,
    trust: "stated",
    standing: false,
    uses: 14,
    tokensSpent: 574,
    lastUsedAt: "2026-11-21T09:48:00.000Z",
    tokens: 12,
    revision: 1,
    createdAt: "2026-03-14T10:00:00.000Z",
    updatedAt: "2026-03-14T10:00:00.000Z",
    ...fields,
  };
}

export function deletion(fields: Partial<DeletionReceipt> = {}): DeletionReceipt {
  return {
    id: "30000000-0000-4000-8000-000000000001",
    what: "memories",
    deletedAt: "2026-11-21T10:00:00.000Z",
    counts: {
      ...{ conversations: 0, messages: 0, memories: 1, facts: 0 },
      ...{ summaryLines: 0, summaries: 0, terms: 6, vectors: 1 },
    },
    kept: 0,
    ...fields,
  };
}
