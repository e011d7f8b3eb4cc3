import { z } from "zod";
import type { SummaryRow, SummaryWork } from "@/lib/ports/summary-store";
import { turnId } from "@/types/api";
import { toAgent } from "./agent-row";
import { toConversation } from "./conversation-row";
import { instant, wholeNumber } from "./row-values";
import { toSummary } from "./summary-row";
import { tokenFamily } from "./window-row";

const summaryRow = z
  .object({
    seq: wholeNumber,
    role: z.enum(["user", "assistant", "system", "tool"]),
    status: z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]),
    content: z.string(),
    created_at: instant,
    token_count: wholeNumber,
    token_family: tokenFamily,
    muted: z.boolean(),
    turn: turnId.nullable(),
  })
  .transform((row): SummaryRow => ({
    seq: row.seq,
    role: row.role,
    status: row.status,
    content: row.content,
    createdAt: row.created_at,
    tokenCount: row.token_count,
    tokenFamily: row.token_family,
    muted: row.muted,
    turnId: row.turn,
  }));

const work = z.object({
  conversation: z.looseObject({ window_from: wholeNumber, forgotten: wholeNumber }),
  agent: z.unknown().transform(toAgent),
  account: z.object({ saved: wholeNumber, spent: wholeNumber, versions: wholeNumber }),
  summary: z.unknown().transform((row) => (row === null ? null : toSummary(row))),
  rows: z.array(summaryRow),
  more: z.boolean(),
});

/** What summary_work answered. */
export function toSummaryWork(value: unknown): SummaryWork {
  const { conversation, ...rest } = work.parse(value);
  const { window_from: windowFrom, forgotten } = conversation;
  return { ...rest, conversation: toConversation(conversation), windowFrom, forgotten };
}
