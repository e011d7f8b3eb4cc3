import { budgetFor } from "@/lib/domain/context/context-budget";
import type { Logger } from "@/lib/ports/logger";
import type { SummaryReader, SummaryStore, SummaryWork } from "@/lib/ports/summary-store";
import type { Summary } from "@/types/summary";
import type { ConversationId, UserId } from "@/types/ids";
import type { ModelRegistry } from "../models/model-registry";
import { compact, type CompactDeps } from "./compact";
import type { GatherJob } from "./gather-work";
import { activeSummary } from "./list-summaries";

type Deps = CompactDeps & { models: Pick<ModelRegistry, "resolve">; reader: SummaryReader };

export type SummarizeNow = {
  owner: UserId;
  conversationId: ConversationId;
  /** Makes the version in use anew, from the raw messages of its range. */
  rebuild: boolean;
  log: Logger;
};

/** Somebody waits for it, but has asked for it. */
const MODEL_MS = 45_000;
/** The newest turn stays word for word. */
const KEEP = 1;

/**
 * Summarises because the user wants it: the older half of what no summary covers, and more where that is more than half
 * of the budget. Answers with the version in use and the tokens that the next call is freed of; 0 where nothing was left to
 * do. Throws `not_found`, `provider_model` and `provider_key`.
 */
export async function summarizeNow(
  deps: Deps,
  { owner, conversationId, rebuild, log }: SummarizeNow,
): Promise<{ summary: Summary | null; tokensFreed: number }> {
  const known = await deps.summaries.work({ owner, conversationId, from: 0, to: 0, tokenLimit: 1 });
  const chosen = await deps.models.resolve(known.agent, known.conversation.model);
  const budget = budgetFor(chosen.info.contextWindow, known.conversation.maxTokens);
  const again = rebuild ? anew(known) : null;
  const room = again === null ? await roomLeft(deps.summaries, known, owner, budget) : 0;
  const signal = new AbortController().signal;
  const wish = { again, room, keep: again === null ? KEEP : 0, automatic: false, modelMs: MODEL_MS };
  const target = { owner, conversationId, turnId: null, running: false, chosen, budget, signal, log };
  // There is nothing to make anew where there is no summary.
  const done = rebuild && again === null ? null : await compact(deps, { ...target, ...wish });
  const summary = await activeSummary(deps, conversationId);
  return { summary, tokensFreed: done?.tokensFreed ?? 0 };
}

/** The range of the version in use, with what the user has written into it. */
function anew({ summary }: SummaryWork): GatherJob["again"] {
  if (summary === null) return null;
  const own = summary.lines.filter((line) => line.byUser);
  return { from: summary.from - 1, to: summary.to, earlier: { lines: own, facts: [] } };
}

async function roomLeft(
  summaries: Pick<SummaryStore, "work">,
  { conversation, summary }: SummaryWork,
  owner: UserId,
  budget: number,
): Promise<number> {
  const query = { owner, conversationId: conversation.id, from: summary?.to ?? 0, to: null };
  const { rows, more } = await summaries.work({ ...query, tokenLimit: budget });
  let uncovered = 0;
  for (const row of rows) if (!row.muted) uncovered += row.tokenCount;
  return Math.floor(more ? budget / 2 : Math.min(budget, uncovered) / 2);
}
