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

/** PostgREST answers with 1,000 rows at most. */
const CHUNK_PAGE = 1_000;

const turnError = z
  .object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    retryable: z.boolean(),
    retryAfterMs: wholeNumber.nullish(),
  })
  .transform(({ retryAfterMs, ...error }): TurnError =>
    retryAfterMs == null ? error : { ...error, retryAfterMs },
  );

const turnStatus = z.enum(["running", "complete", "interrupted", "stopped", "failed"]);

const turnRow = z.object({
  id: turnId,
  conversation: conversationId,
  status: turnStatus,
  error: turnError.nullable(),
  user_message: messageId,
  reply: messageId,
});

const chunkRow = z.object({
  n: wholeNumber,
  kind: z.enum(["delta", "thinking"]),
  utf16_offset: wholeNumber,
  text: z.string(),
});

/** One user's turns, through the user's own client. */
export function createTurnReader(client: UserClient): TurnReader {
  return {
    turn: async (id) => {
      const query = client.from("turns").select("id, conversation, status, error, user_message, reply");
      const row = dataOf(await query.eq("id", id).maybeSingle());
      return row === null ? null : storedTurn(client, turnRow.parse(row));
    },
    chunksAfter: async (id, n) => {
      // The turn first: chunks vanish when it ends, so chunks read before its end was seen are all that there were.
      const turns = client.from("turns").select("status").eq("id", id);
      const turn = dataOf(await turns.maybeSingle());
      if (turn === null) return null;
      if (turn.status !== "running") return { running: false, chunks: [] };
      const query = client
        .from("turn_chunks")
        .select("n, kind, utf16_offset, text")
        .eq("turn", id)
        .gt("n", n);
      const rows = z.array(chunkRow).parse(dataOf(await query.order("n").limit(CHUNK_PAGE)));
      const chunks = rows.map(({ utf16_offset: offset, ...chunk }) => ({ ...chunk, offset }));
      return { running: true, chunks };
    },
  };
}

async function storedTurn(client: UserClient, row: z.output<typeof turnRow>): Promise<StoredTurn | null> {
  const ids = [row.user_message, row.reply].join(",");
  const query = client.from("messages").select(`${messageColumns}, token_family`);
  const rows = dataOf(await query.or(`id.in.(${ids}),and(turn.eq.${row.id},kind.eq.thinking)`));
  const messages = rows.map(toMessage);
  const reply = messages.find(({ id }) => id === row.reply);
  const user = messages.find(({ id }) => id === row.user_message);
  // Deleted between the two requests.
  if (reply === undefined || user === undefined) return null;
  const thinking = messages.find(({ kind }) => kind === "thinking");
  return {
    turnId: row.id,
    conversationId: row.conversation,
    status: row.status,
    error: row.error,
    userMessage: { id: user.id, seq: user.seq, tokenCount: user.tokenCount },
    reply,
    replyFamily: tokenFamily.parse(rows.find(({ id }) => id === row.reply)?.token_family),
    thinking: thinking === undefined ? null : { text: thinking.content, tokenCount: thinking.tokenCount },
  };
}
