import type { StoredSummary, SummaryReader, SummaryStore } from "@/lib/ports/summary-store";
import type { Summary } from "@/types/summary";
import type { ConversationId, UserId } from "@/types/ids";
import { found } from "../found";
import { changedMeanwhile } from "./edit-summary";
import { activeSummary } from "./list-summaries";

type Deps = { summaries: Pick<SummaryStore, "use">; reader: SummaryReader };

export type ActivateSummary = {
  owner: UserId;
  conversationId: ConversationId;
  /** The version to be used; null: none, every message word for word again. */
  version: number | null;
  /** The version that was seen in use. */
  expected: number | null;
};

/**
 * Puts another version to use: undoing a compaction, or an edit. Nothing is lost, versions stay. Throws `not_found`, and
 * `cannot_store` where `expected` is not in use any more.
 */
export async function activateSummary(
  deps: Deps,
  { owner, conversationId, version, expected }: ActivateSummary,
): Promise<{ summary: Summary | null; tokensFreed: number }> {
  const { summaries } = found(await deps.reader.list(conversationId));
  const now = summaries.find((summary) => summary.version === expected) ?? null;
  const wanted = version === null ? null : found(summaries.find((each) => each.version === version) ?? null);
  const tokensFreed = freedBy(wanted) - freedBy(now);
  const wish = { owner, conversationId, expectedVersion: expected, version, tokensFreed };
  const used = await deps.summaries.use(wish);
  if (used === null) throw changedMeanwhile(null);
  return { summary: await activeSummary(deps, conversationId), tokensFreed };
}

function freedBy(summary: StoredSummary | null): number {
  return summary === null ? 0 : summary.replaces - summary.tokens;
}
