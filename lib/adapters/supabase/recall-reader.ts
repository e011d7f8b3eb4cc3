import { z } from "zod";
import type { PoolMessage } from "@/lib/domain/retrieval/recall-pool";
import type { RecallMark, RecallReader, RecallRequest } from "@/lib/ports/recall-reader";
import { conversationId, messageId } from "@/types/api";
import { dataOf } from "./database-fault";
import { memoryId, toMemory } from "./memory-row";
import { decimal, instant, wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";
import { tokenFamily } from "./window-row";

const poolRow = z
  .object({
    message: messageId,
    conversation: conversationId,
    title: z.string(),
    seq: wholeNumber,
    role: z.enum(["user", "assistant", "system", "tool"]),
    author: z.string().nullable(),
    created_at: instant,
    token_count: wholeNumber,
    token_family: tokenFamily,
    terms: z.string(),
    counts: z.string(),
    len: wholeNumber,
    asks: z.boolean(),
    timed: z.boolean(),
    lexical: decimal,
    cosine: decimal.nullable(),
    candidate: z.boolean(),
    content: z.string().nullable(),
  })
  .transform((row): PoolMessage => ({
    id: row.message,
    conversationId: row.conversation,
    title: row.title,
    seq: row.seq,
    role: row.role,
    author: row.author,
    saidAt: row.created_at,
    tokenCount: row.token_count,
    tokenFamily: row.token_family,
    terms: row.terms === "" ? [] : row.terms.split(" "),
    counts: row.counts === "" ? [] : row.counts.split(" ").map(Number),
    length: row.len,
    asks: row.asks,
    timed: row.timed,
    lexical: row.lexical,
    cosine: row.cosine,
    candidate: row.candidate,
    content: row.content,
  }));

const memory = z.unknown().transform(toMemory);
const scored = z.looseObject({ lexical: decimal, cosine: decimal.nullable() });
const mark = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), id: messageId, mark: z.enum(["drop", "pin"]) }),
  z.object({ kind: z.literal("memory"), id: memoryId, mark: z.enum(["drop", "pin"]) }),
]);

const answer = z.object({
  allowed: z.object({ own: z.boolean(), past: z.boolean(), memories: z.boolean() }),
  docs: wholeNumber,
  avg_len: decimal,
  terms: z.array(z.object({ term: z.string(), weight: decimal, df: wholeNumber })),
  rows: z.array(poolRow),
  memories: z.array(
    scored.transform((row) => ({ memory: toMemory(row), lexical: row.lexical, cosine: row.cosine })),
  ),
  standing: z.array(memory),
  marks: z.array(mark.transform((row): RecallMark => row)),
});

/** What one user's turns may recall, through the user's own client; a sender does not wait for its retries. */
export function createRecallReader(client: UserClient): RecallReader {
  return {
    find: async (request) => {
      const call = client.rpc("recall_candidates", {
        // Both may be null; the generated types know that of arguments with a default only.
        p_conversation: request.conversationId as string,
        p_before: request.before as number,
        p_query: queryOf(request),
      });
      const { avg_len, rows, ...found } = answer.parse(dataOf(await call.retry(false)));
      return { ...found, averageLength: avg_len, messages: rows };
    },
  };
}

function queryOf({ agentId, terms, previous, vector, candidates, scope }: RecallRequest) {
  return {
    terms: terms.map(({ term, weight }) => ({ term, weight })),
    previous,
    vector: vector === null ? null : `[${vector.values.join(",")}]`,
    model: vector?.model ?? null,
    candidates,
    scope: { ...scope },
    agent: agentId,
  };
}
