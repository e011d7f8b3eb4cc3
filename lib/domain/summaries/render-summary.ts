import type { SummaryFact, SummaryLine } from "@/types/summary";
import { quotedLines } from "./quoted-lines";
import { speakerOf } from "./speaker";

/** What a part of a block quotes, as the offline model reads it. */
export type Quoted = { role: "user" | "assistant"; content: string; saidAt: string | null };

export type RenderedSummary = {
  /** Every line begins with `> `; no line break at the end. "" for a summary that says nothing. */
  text: string;
  quotes: Quoted[];
};

/** Opens the ledger of a block. */
export const LEDGER_HEADING = "> Facts, word for word:";

/**
 * A summary as it stands in a call: each line under the numbers of its messages, then the facts of its ledger. It is
 * quoted already, and its tokens are what the summary costs.
 */
export function renderSummary(
  lines: readonly Pick<SummaryLine, "text" | "from" | "to">[],
  facts: readonly Pick<SummaryFact, "text" | "seq" | "where">[],
): RenderedSummary {
  const shown: string[] = [];
  const quotes: Quoted[] = [];
  for (const line of lines) {
    shown.push(...numbered(line.from, line.to, line.text));
    quotes.push(quoteOf(line.text));
  }
  const ledger = ledgerOf(facts);
  if (ledger.length > 0) shown.push(LEDGER_HEADING);
  for (const fact of ledger) {
    shown.push(...numbered(fact.seq, fact.seq, fact.text));
    quotes.push(quoteOf(fact.text));
  }
  return { text: shown.join("\n"), quotes };
}

/** Facts of one sentence stand in the same words, which are said once. */
function ledgerOf<Fact extends Pick<SummaryFact, "text" | "seq" | "where">>(facts: readonly Fact[]): Fact[] {
  const said = new Map<string, Fact>();
  for (const fact of facts) if (fact.where === "ledger") said.set(`${fact.seq} ${fact.text}`, fact);
  return [...said.values()];
}

function numbered(from: number, to: number, text: string): string[] {
  return quotedLines(`[${from === to ? from : `${from}–${to}`}] ${text}`);
}

function quoteOf(text: string): Quoted {
  const { role, words } = speakerOf(text);
  // When it was said is with the messages, not with their summary.
  return { role, content: words, saidAt: null };
}
