import {
  extractFacts,
  type FoundFact,
  type SourceMessage,
  type SourceSentence,
} from "@/lib/domain/summaries/extract-facts";
import { factId } from "@/lib/domain/summaries/fact-weight";
import { fillLedger, ledgerEntries, placeFacts } from "@/lib/domain/summaries/fact-ledger";
import {
  sentenceCandidates,
  writtenCandidates,
  type LineCandidate,
} from "@/lib/domain/summaries/line-candidates";
import { mergeFacts } from "@/lib/domain/summaries/merge-facts";
import { joinLines, pickLines } from "@/lib/domain/summaries/pick-lines";
import { recallTest } from "@/lib/domain/summaries/recall-test";
import { LEDGER_HEADING, renderSummary } from "@/lib/domain/summaries/render-summary";
import { ledgerBudget, summaryTarget } from "@/lib/domain/summaries/summary-budget";
import { summaryBlock } from "@/lib/domain/prompts/system-message";
import { textTokensOf } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenFamily } from "@/types/words";
import type { SummaryFact, SummaryLine } from "@/types/summary";

/** What a summary says. */
export type SummaryText = { lines: SummaryLine[]; facts: SummaryFact[] };

/** With the tokens of its block as it is sent. */
export type WrittenSummary = SummaryText & { tokens: number };

/** How a summary is counted, and the budget of the calls that it is for. */
export type SummaryScale = { counter: TokenCounter; family: TokenFamily; budget: number };

/** What a version has to keep, before anything is written: facts first. */
export type SummaryMaterial = {
  earlier: SummaryText;
  facts: FoundFact[];
  /** Lines of our own making, from which an extractive summary is chosen. */
  candidates: LineCandidate[];
};

export const NOTHING: SummaryText = { lines: [], facts: [] };

/** Characters after which others get a turn: reading facts takes about 5 ms a KB. */
const BREATH = 16_000;

/** The facts of raw messages beside those of the version before, and the lines that could say them. */
export async function summaryMaterial(
  earlier: SummaryText,
  messages: readonly SourceMessage[],
): Promise<SummaryMaterial> {
  const found: FoundFact[] = [];
  const sentences: SourceSentence[] = [];
  for (const part of partsOf(messages)) {
    const extracted = extractFacts(part);
    found.push(...extracted.facts);
    sentences.push(...extracted.sentences);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const facts = mergeFacts(earlier.facts, found);
  const wanted = new Set(facts.map(factId));
  const lines = earlier.lines.filter((line) => !line.byUser);
  const candidates = [...writtenCandidates(lines, facts), ...sentenceCandidates(sentences, wanted)];
  return { earlier, facts, candidates };
}

/** Messages in parts that each take a moment; a part begins with a question, so that none loses its reply. */
function partsOf(messages: readonly SourceMessage[]): SourceMessage[][] {
  const parts: SourceMessage[][] = [];
  let characters = Infinity;
  for (const message of messages) {
    const last = parts.at(-1);
    if (last === undefined || (characters >= BREATH && message.role === "user")) {
      parts.push([message]);
      characters = 0;
    } else last.push(message);
    characters += message.content.length;
  }
  return parts;
}

/**
 * A version's lines and ledger. `written`: a model's lines, or null for an extractive summary. The user's lines stand as
 * they are; the others are chosen within the target; what they lose goes into the ledger as far as that holds it.
 */
export async function writeSummary(
  scale: SummaryScale,
  { earlier, facts, candidates }: SummaryMaterial,
  written: readonly SummaryLine[] | null,
): Promise<WrittenSummary> {
  const own = earlier.lines.filter((line) => line.byUser);
  const target = await leftOfTarget(scale, own);
  const open = written === null ? candidates : writtenCandidates(written, facts);
  const sizes = await sizesOf(scale, open, ({ line }) => renderSummary([line], []).text);
  const { lost: unsaid } = recallTest(facts, own);
  const picked = pickLines(open, unsaid, (line) => sizes.get(line) ?? 0, target);
  return withLedger(scale, joinLines([...own, ...picked.map(({ line }) => line)]), facts);
}

/** Lines that stand, with the recall test done and the ledger filled anew. */
export async function withLedger(
  scale: SummaryScale,
  lines: SummaryLine[],
  facts: readonly FoundFact[],
): Promise<WrittenSummary> {
  const { kept, lost } = recallTest(facts, lines);
  const entries = ledgerEntries(lost);
  const sizes = await sizesOf(scale, entries, ({ seq, text }) => {
    return renderSummary([{ text, from: seq, to: seq }], []).text;
  });
  const overhead = await tokensOf(scale, `${LEDGER_HEADING}\n`);
  const budget = ledgerBudget(scale.budget);
  const chosen = fillLedger(entries, (entry) => sizes.get(entry) ?? 0, { budget, overhead });
  const placed = placeFacts(kept, entries, chosen);
  return { lines, facts: placed, tokens: await tokensOf(scale, summaryBlock(lines, placed).text) };
}

/** User lines come first; however long they are, a quarter of the target is left for what they don't say. */
async function leftOfTarget(scale: SummaryScale, own: readonly SummaryLine[]): Promise<number> {
  const target = summaryTarget(scale.budget);
  if (own.length === 0) return target;
  const taken = await tokensOf(scale, `${renderSummary(own, []).text}\n`);
  return Math.max(target - taken, Math.floor(target / 4));
}

/** Every line ends in a line break and begins with ">", where the encodings always split: counted apart they add up. */
async function sizesOf<Part>(
  scale: SummaryScale,
  parts: readonly Part[],
  textOf: (part: Part) => string,
): Promise<Map<Part, number>> {
  const sizes = parts.map(async (part) => [part, await tokensOf(scale, `${textOf(part)}\n`)] as const);
  return new Map(await Promise.all(sizes));
}

async function tokensOf({ counter, family }: SummaryScale, text: string): Promise<number> {
  return textTokensOf(family, await counter.countText(family, text));
}
