import { AppError } from "@/lib/domain/errors";
import { indexLine } from "@/lib/domain/summaries/line-index";
import { saysFact } from "@/lib/domain/summaries/recall-test";
import type { StoredSummary, SummaryReader, SummaryStore, SummaryWork } from "@/lib/ports/summary-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Summary, SummaryFact, SummaryLine } from "@/types/summary";
import type { ConversationId, UserId } from "@/types/ids";
import { activeSummary } from "./list-summaries";
import { withLedger, type SummaryText } from "./write-summary";

type Deps = {
  summaries: Pick<SummaryStore, "work" | "store">;
  reader: SummaryReader;
  counter: TokenCounter;
};

export type EditSummary = {
  owner: UserId;
  conversationId: ConversationId;
  /** The version that was seen when it was edited. */
  version: number;
  /** Which line; absent: a new one. */
  line: number | undefined;
  /** null takes the line out. */
  text: string | null;
};

/** Lines of one summary at most. */
const MOST_LINES = 400;

/**
 * Changes, adds or removes one line: a new version, of which the line is the user's and stands in all later ones. Facts
 * that only the old line said go with it. Throws `not_found`, `invalid_input` for a line that is not there, `cannot_store`
 * where another version is in use by now.
 */
export async function editSummary(
  deps: Deps,
  edit: EditSummary,
): Promise<{ summary: Summary | null; tokensFreed: number }> {
  const { owner, conversationId } = edit;
  const work = await deps.summaries.work({ owner, conversationId, from: 0, to: 0, tokenLimit: 1 });
  const before = inUse(work, edit.version);
  const text = edited(before, edit);
  const scale = {
    counter: deps.counter,
    family: before.tokenFamily,
    budget: work.conversation.maxTokens,
  };
  const written = await withLedger(scale, text.lines, text.facts);
  const { from, to, tokenFamily, replaces } = before;
  const summary = { from, to, tokenFamily, replaces, ...written, source: "user" as const, model: null };
  const tokensFreed = before.tokens - written.tokens;
  const expected = before.id;
  const { forgotten } = work;
  const version = { owner, conversationId, expected, forgotten, summary, tokensFreed };
  const stored = await deps.summaries.store(version);
  if (stored === null) throw changedMeanwhile(null);
  return { summary: await activeSummary(deps, conversationId), tokensFreed };
}

/** What somebody is told whose summary another has changed. */
export function changedMeanwhile(version: number | null): AppError {
  return new AppError(
    "cannot_store",
    "The summary was changed a moment ago, here or on another device. Nothing was overwritten: look at it again.",
    { details: { version } },
  );
}

function inUse({ summary }: SummaryWork, version: number): StoredSummary {
  if (summary?.version !== version) throw changedMeanwhile(summary?.version ?? null);
  return summary;
}

function edited(before: StoredSummary, { line, text }: EditSummary): SummaryText {
  const lines = [...before.lines];
  if (line === undefined) {
    if (text !== null && lines.length < MOST_LINES) lines.push(own(text, before));
    else throw noSuchLine(before);
    return { lines, facts: before.facts };
  }
  const old = lines[line];
  if (old === undefined) throw noSuchLine(before);
  lines.splice(line, 1, ...(text === null ? [] : [own(text, old)]));
  return { lines, facts: withoutFactsOf(old, before.facts, lines) };
}

function own(text: string, { from, to }: { from: number; to: number }): SummaryLine {
  return { text: text.trim(), from, to, byUser: true };
}

/** The user has seen what the old line said and does not want it: it must not come back through the ledger. */
function withoutFactsOf(
  old: SummaryLine,
  facts: readonly SummaryFact[],
  lines: readonly SummaryLine[],
): SummaryFact[] {
  const said = indexLine(old.text);
  const left = lines.map((line) => indexLine(line.text));
  return facts.filter((fact) => !saysFact(said, fact) || left.some((line) => saysFact(line, fact)));
}

function noSuchLine(before: StoredSummary): AppError {
  return new AppError("invalid_input", "The summary has no such line, or no room for another one.", {
    details: { lines: before.lines.length },
  });
}
