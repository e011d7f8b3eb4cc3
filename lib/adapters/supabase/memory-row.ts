import { z } from "zod";
import { agentId, conversationId, messageId } from "@/types/api";
import type { Memory } from "@/types/memory";
import { decimal, instant, wholeNumber } from "./row-values";

export const memoryId = z.uuid().brand<"MemoryId">();

const source = z.object({
  message: messageId,
  conversation: conversationId,
  title: z.string(),
  seq: wholeNumber,
  said_at: instant,
});

/** As private.memory_json writes it. */
const memoryRow = z.object({
  id: memoryId,
  type: z.enum(["working", "long_term", "episodic"]),
  kind: z.enum(["fact", "preference", "instruction", "goal", "decision", "question", "episode"]),
  content: z.string(),
  importance: decimal,
  reasons: z.array(z.object({ rule: z.string(), points: z.number() })),
  metadata: z.record(z.string(), z.unknown()),
  topic: z.string().nullable(),
  agent: agentId.nullable(),
  conversation: conversationId.nullable(),
  sources: z.array(source),
  valid_from: instant,
  valid_to: instant.nullable(),
  superseded_by: memoryId.nullable(),
  trust: z.enum(["stated", "confirmed", "hand_written", "imported"]),
  standing: z.boolean(),
  uses: wholeNumber,
  tokens_spent: wholeNumber,
  last_used_at: instant.nullable(),
  token_count: wholeNumber,
  revision: wholeNumber,
  created_at: instant,
  updated_at: instant,
});

export function toMemory(value: unknown): Memory {
  const row = memoryRow.parse(value);
  return {
    id: row.id,
    type: row.type,
    kind: row.kind,
    content: row.content,
    importance: row.importance,
    reasons: row.reasons,
    metadata: row.metadata,
    topic: row.topic,
    agentId: row.agent,
    conversationId: row.conversation,
    sources: row.sources.map(({ message, conversation, title, seq, said_at }) => ({
      messageId: message,
      conversationId: conversation,
      title,
      seq,
      saidAt: said_at,
    })),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    supersededBy: row.superseded_by,
    trust: row.trust,
    standing: row.standing,
    uses: row.uses,
    tokensSpent: row.tokens_spent,
    lastUsedAt: row.last_used_at,
    tokens: row.token_count,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
