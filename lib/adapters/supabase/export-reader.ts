import { z } from "zod";
import type { ExportReader, StoredReceipt } from "@/lib/ports/export-reader";
import { messageId, turnId } from "@/types/api";
import type { Usage } from "@/types/chat";
import type { Receipt } from "@/types/receipt";
import type { FinishReason } from "@/types/words";
import { toCost } from "./cost";
import { dataOf } from "./database-fault";
import { messageColumns, toMessage } from "./message-row";
import { decimal, instant, wholeNumber } from "./row-values";
import { summaryColumns, toSummary } from "./summary-row";
import type { UserClient } from "./user-client";

const RECEIPT =
  `id, reply, receipt, usage, calls:usage!usage_turn_fkey(kind, cost, priced_as_of, latency_ms, first_token_ms, created_at),
  messages!messages_turn_fkey(id, seq, kind, token_count, status, created_at, metadata)` as const;

const call = z.object({
  kind: z.string(),
  cost: decimal.nullable(),
  priced_as_of: z.string().nullable(),
  latency_ms: wholeNumber,
  first_token_ms: wholeNumber.nullable(),
  created_at: instant,
});

const message = z.object({
  id: messageId,
  seq: wholeNumber,
  kind: z.string(),
  token_count: wholeNumber,
  status: z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]),
  created_at: instant,
  metadata: z.record(z.string(), z.unknown()),
});

// What our own turn functions have written is taken as they wrote it, as in receipt-reader.ts.
const turn = z.object({
  id: turnId,
  reply: messageId,
  receipt: z.record(z.string(), z.unknown()).nullable(),
  usage: z.record(z.string(), z.unknown()).nullable(),
  calls: z.array(call),
  messages: z.array(message),
});

/** One user's conversations as they are exported, through the user's own client. */
export function createExportReader(client: UserClient): ExportReader {
  return {
    messages: async (conversationId, { after, limit }) => {
      const query = client.from("messages").select(messageColumns).eq("conversation", conversationId);
      return dataOf(await query.gt("seq", after).order("seq").limit(limit)).map(toMessage);
    },
    summaries: async (conversationId, { after, limit }) => {
      const query = client.from("summaries").select(summaryColumns).eq("conversation", conversationId);
      return dataOf(await query.gt("version", after).order("version").limit(limit)).map(toSummary);
    },
    receipts: async (conversationId, { after, limit }) => {
      const query = client.from("turns").select(RECEIPT).eq("conversation", conversationId);
      return dataOf(await query.gt("seq", after).order("seq").limit(limit)).map(toReceipt);
    },
  };
}

function toReceipt(value: unknown): StoredReceipt {
  const { id, reply: replyId, receipt, usage, calls, messages } = turn.parse(value);
  const reply = messages.find((each) => each.id === replyId);
  if (reply === undefined) throw new Error(`The turn ${id} has no reply.`);
  let thinkingTokens = 0;
  for (const each of messages) if (each.kind === "thinking") thinkingTokens += each.token_count;
  const { seq, created_at: createdAt, token_count: tokens, status, metadata } = reply;
  return {
    turnId: id,
    replyId,
    receipt: receipt as Receipt | null,
    reply: { seq, createdAt, tokens, thinkingTokens, status },
    usage: usage as Usage | null,
    ...callFacts(calls),
    finishReason: (metadata["finishReason"] as FinishReason | undefined) ?? null,
  };
}

/** Of the newest call, as turn_receipt has it. */
function callFacts(
  calls: readonly z.output<typeof call>[],
): Pick<StoredReceipt, "cost" | "firstTokenMs" | "latencyMs"> {
  const newest = calls
    .filter(({ kind }) => kind === "chat")
    .sort((one, other) => one.created_at.localeCompare(other.created_at))
    .at(-1);
  if (newest === undefined) return { cost: null, firstTokenMs: null, latencyMs: null };
  const { cost, priced_as_of: asOf, first_token_ms: firstTokenMs, latency_ms: latencyMs } = newest;
  return { cost: cost === null || asOf === null ? null : toCost(cost, asOf), firstTokenMs, latencyMs };
}
