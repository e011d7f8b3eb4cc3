import { z } from "zod";
import { clientMessageId, conversationId, messageId, turnId } from "@/types/api";
import type { Message, MessageMetadata } from "@/types/chat";
import { instant, wholeNumber } from "./row-values";

/** What to select for `toMessage`. */
export const messageColumns =
  "id, conversation, turn, client_message_id, seq, role, kind, content, token_count, status, model, superseded_by, pinned, muted, compressed, revision, created_at, metadata";

const messageRow = z.object({
  id: messageId,
  conversation: conversationId,
  turn: turnId.nullable(),
  client_message_id: clientMessageId.nullable(),
  seq: wholeNumber,
  role: z.enum(["user", "assistant", "system", "tool"]),
  kind: z.enum(["chat", "thinking", "tool_call", "tool_call_response", "summary"]),
  content: z.string(),
  token_count: wholeNumber,
  status: z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]),
  model: z.string().nullable(),
  superseded_by: messageId.nullable(),
  pinned: z.boolean(),
  muted: z.boolean(),
  compressed: z.boolean(),
  revision: wholeNumber,
  created_at: instant,
  // Written by our own turn functions alone, in the shape of MessageMetadata.
  metadata: z.record(z.string(), z.unknown()).transform((value) => value as MessageMetadata),
});

export function toMessage(value: unknown): Message {
  const row = messageRow.parse(value);
  return {
    id: row.id,
    conversationId: row.conversation,
    turnId: row.turn,
    clientMessageId: row.client_message_id,
    seq: row.seq,
    role: row.role,
    kind: row.kind,
    content: row.content,
    tokenCount: row.token_count,
    status: row.status,
    model: row.model,
    supersededBy: row.superseded_by,
    pinned: row.pinned,
    muted: row.muted,
    compressed: row.compressed,
    revision: row.revision,
    createdAt: row.created_at,
    metadata: row.metadata,
  };
}
