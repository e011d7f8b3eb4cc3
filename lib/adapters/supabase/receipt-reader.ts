import { z } from "zod";
import type { ReceiptReader } from "@/lib/ports/receipt-reader";
import type { Usage } from "@/types/chat";
import type { FinishReason } from "@/types/words";
import type { SeqRange } from "@/types/context";
import type { Receipt } from "@/types/receipt";
import { dataOf } from "./database-fault";
import { toCost } from "./cost";
import { decimal, instant, wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";

// What our own turn functions have written is taken as they wrote it: receipts are never changed.
const answer = z.object({
  receipt: z
    .record(z.string(), z.unknown())
    .transform((value) => value as unknown as Receipt)
    .nullable(),
  reply: z.object({
    seq: wholeNumber,
    created_at: instant,
    tokens: wholeNumber,
    thinking_tokens: wholeNumber,
    status: z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]),
  }),
  usage: z
    .record(z.string(), z.unknown())
    .transform((value) => value as unknown as Usage)
    .nullable(),
  cost: z.object({ amount: decimal, as_of: z.string() }).nullable(),
  latency_ms: wholeNumber.nullable(),
  first_token_ms: wholeNumber.nullable(),
  finish_reason: z
    .string()
    .transform((value) => value as FinishReason)
    .nullable(),
  deleted: z.array(z.tuple([wholeNumber, wholeNumber]).transform(([from, to]): SeqRange => [from, to])),
});

/** One user's receipts, through the user's own client. */
export function createReceiptReader(client: UserClient): ReceiptReader {
  return {
    receipt: async (turnId) => {
      const found = dataOf(await client.rpc("turn_receipt", { p_turn: turnId }));
      if (found === null) return null;
      const row = answer.parse(found);
      return {
        receipt: row.receipt,
        reply: {
          seq: row.reply.seq,
          createdAt: row.reply.created_at,
          tokens: row.reply.tokens,
          thinkingTokens: row.reply.thinking_tokens,
          status: row.reply.status,
        },
        usage: row.usage,
        cost: row.cost === null ? null : toCost(row.cost.amount, row.cost.as_of),
        firstTokenMs: row.first_token_ms,
        latencyMs: row.latency_ms,
        finishReason: row.finish_reason,
        deleted: row.deleted,
      };
    },
  };
}
