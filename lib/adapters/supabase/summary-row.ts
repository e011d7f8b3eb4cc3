import { z } from "zod";
import { indexText } from "@/lib/domain/retrieval/index-text";
import type { NewSummary, StoredSummary, SummaryId } from "@/lib/ports/summary-store";
import type { SummaryFact } from "@/types/summary";
import { instant, wholeNumber } from "./row-values";
import { tokenFamily } from "./window-row";

/** What to select for `toSummary`. */
export const summaryColumns =
  "id, version, from_seq, to_seq, messages, lines, facts, token_count, token_family, replaces, source, model, created_at";

export const summaryId = z.uuid().transform((id) => id as SummaryId);

const line = z.object({ text: z.string(), from: wholeNumber, to: wholeNumber, byUser: z.boolean() });

const FACT_KINDS = [
  "name",
  "number",
  "date",
  "decision",
  "constraint",
  "command",
  "question",
  "preference",
] as const satisfies SummaryFact["kind"][];

const fact = z.object({
  kind: z.enum(FACT_KINDS),
  text: z.string(),
  keys: z.array(z.string()),
  seq: wholeNumber,
  where: z.enum(["summary", "ledger", "lost"]),
});

const summaryRow = z.object({
  id: summaryId,
  version: wholeNumber,
  from_seq: wholeNumber,
  to_seq: wholeNumber,
  messages: wholeNumber,
  lines: z.array(line),
  facts: z.array(fact),
  token_count: wholeNumber,
  token_family: tokenFamily,
  replaces: wholeNumber,
  source: z.enum(["model", "extract", "user"]),
  model: z.string().nullable(),
  created_at: instant,
});

export function toSummary(value: unknown): StoredSummary {
  const row = summaryRow.parse(value);
  return {
    id: row.id,
    version: row.version,
    from: row.from_seq,
    to: row.to_seq,
    messages: row.messages,
    lines: row.lines,
    facts: row.facts,
    tokens: row.token_count,
    tokenFamily: row.token_family,
    replaces: row.replaces,
    source: row.source,
    model: row.model,
    createdAt: row.created_at,
  };
}

/** The columns that a new version brings along, and what it is found by. */
export function newSummaryRow(summary: NewSummary) {
  const text = summary.lines.map((line) => line.text).join("\n");
  return {
    index: { ...indexText(text, { saidAt: new Date().toISOString(), author: null }) },
    from_seq: summary.from,
    to_seq: summary.to,
    lines: summary.lines,
    facts: summary.facts,
    token_count: summary.tokens,
    token_family: summary.tokenFamily,
    replaces: summary.replaces,
    source: summary.source,
    model: summary.model,
  };
}
