import { z } from "zod";
import type { StoredTurn, TurnReader } from "@/lib/ports/turn-reader";
import { ERROR_CODES } from "@/types/errors";
import { conversationId, messageId, turnId } from "@/types/api";
import type { TurnError } from "@/types/chat";
import { dataOf } from "./database-fault";
import { messageColumns, toMessage } from "./message-row";
import { wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";
import { tokenFamily } from "./window-row";

/** PostgREST answers with 1,000 rows at most; what is more comes with the next question. */
const CHUNK_PAGE = 1_000;

const turnError = z
  .object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    retryable: z.boolean(),
    retryAfterMs: wholeNumber.nullish(),
  })
  .transform(({ retryAfterMs, ...error }): TurnError =>
    typeof retryAfterMs === "number" ? { ...error, retryAfterMs } : error,
  );

// Every relation by the name of its key: turns and messages are related in three ways.
const TURN = `id, conversation, status, error,
  said:messages!turns_user_message_fkey(id, seq, token_count),
  written:messages!turns_reply_fkey(${messageColumns}, token_family),
  thought:messages!messages_turn_fkey(content, token_count, metadata)` as const;

const thoughtRow = z
  .object({
    content: z.string(),
    token_count: wholeNumber,
    metadata: z.looseObject({ thinkingMs: z.number().optional() }),
  })
  .transform(({ content: text, token_count: tokenCount, metadata }) => ({
    text,
    tokenCount,
    ms: metadata.thinkingMs ?? null,
  }));

const storedTurn = z
  .object({
    id: turnId,
    conversation: conversationId,
    status: z.enum(["running", "complete", "interrupted", "stopped", "failed"]),
    error: turnError.nullable(),
    said: z.object({ id: messageId, seq: wholeNumber, token_count: wholeNumber }),
    written: z.looseObject({ token_family: tokenFamily }),
    thought: z.array(thoughtRow),
  })
  .transform(({ id, conversation, status, error, said, written, thought: [thought] }): StoredTurn => ({
    turnId: id,
    conversationId: conversation,
    status,
    error,
    userMessage: { id: said.id, seq: said.seq, tokenCount: said.token_count },
    reply: toMessage(written),
    replyFamily: written.token_family,
    thinking: thought ?? null,
  }));

const runningTurn = z.object({
  status: z.string(),
  turn_chunks: z.array(
    z
      .object({
        n: wholeNumber,
        kind: z.enum(["delta", "thinking"]),
        utf16_offset: wholeNumber,
        text: z.string(),
      })
      .transform(({ utf16_offset: offset, ...chunk }) => ({ ...chunk, offset })),
  ),
});

/** One user's turns, through the user's own client, in one request each. Who follows one asks again by themselves. */
export function createTurnReader(client: UserClient): TurnReader {
  return {
    turn: async (id) => {
      const query = client
        .from("turns")
        .select(TURN)
        .eq("id", id)
        .eq("thought.kind", "thinking")
        .retry(false);
      const row = dataOf(await query.maybeSingle());
      return row === null ? null : storedTurn.parse(row);
    },
    chunksAfter: async (id, n) => {
      const query = client
        .from("turns")
        .select("status, turn_chunks(n, kind, utf16_offset, text)")
        .eq("id", id)
        .gt("turn_chunks.n", n)
        .order("n", { referencedTable: "turn_chunks" })
        .limit(CHUNK_PAGE, { referencedTable: "turn_chunks" })
        .retry(false);
      const row = dataOf(await query.maybeSingle());
      if (row === null) return null;
      const { status, turn_chunks: chunks } = runningTurn.parse(row);
      return { running: status === "running", chunks };
    },
  };
}
