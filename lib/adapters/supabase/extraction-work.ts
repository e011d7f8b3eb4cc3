import { z } from "zod";
import type { ExtractionWork } from "@/lib/ports/memory-store";
import { agentId, conversationId, messageId } from "@/types/api";
import { toMemory } from "./memory-row";
import { instant, wholeNumber } from "./row-values";

const memory = z.unknown().transform(toMemory);

const row = z
  .object({
    id: messageId,
    seq: wholeNumber,
    role: z.enum(["user", "assistant", "system", "tool"]),
    content: z.string(),
    author: z.string().nullable(),
    said_at: instant,
  })
  .transform(({ said_at: saidAt, ...rest }) => ({ ...rest, saidAt }));

const work = z.object({
  conversation: z
    .object({
      id: conversationId,
      agent: agentId,
      title: z.string(),
      temporary: z.boolean(),
      extracted_to: wholeNumber,
      forgotten: wholeNumber,
      updated_at: instant,
    })
    .transform(({ id, agent, title, temporary, forgotten, ...times }) => ({
      id,
      agentId: agent,
      title,
      temporary,
      forgotten,
      extractedTo: times.extracted_to,
      updatedAt: times.updated_at,
    })),
  memory: z.boolean(),
  rows: z.array(row),
  before: z.array(row),
  opening: row.nullable(),
  more: z.boolean(),
  to: wholeNumber,
  working: z.array(memory),
  episode: memory.nullable(),
  account: z.object({ calls: wholeNumber, spent: wholeNumber, found: wholeNumber }),
});

/** Null for a conversation that is not the owner's. */
export function toExtractionWork(value: unknown): ExtractionWork | null {
  return work.nullable().parse(value);
}
