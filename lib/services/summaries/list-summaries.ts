import type { SummaryReader } from "@/lib/ports/summary-store";
import type { Summary } from "@/types/summary";
import type { ConversationId } from "@/types/ids";
import { found } from "../found";
import { toSummary } from "./to-summary";

type Deps = { reader: SummaryReader };

/** All versions of a conversation's summary, newest first, and the one in use. Throws `not_found`. */
export async function listSummaries(
  { reader }: Deps,
  conversationId: ConversationId,
): Promise<{ active: number | null; summaries: Summary[] }> {
  const { active, summaries } = found(await reader.list(conversationId));
  return { active, summaries: summaries.map((summary) => toSummary(summary, active)) };
}

/** The version in use; null where there is none. Throws `not_found`. */
export async function activeSummary(deps: Deps, conversationId: ConversationId): Promise<Summary | null> {
  const { summaries } = await listSummaries(deps, conversationId);
  return summaries.find((summary) => summary.active) ?? null;
}
