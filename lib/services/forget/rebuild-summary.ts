import { budgetFor } from "@/lib/domain/context/context-budget";
import type { Logger } from "@/lib/ports/logger";
import type { ConversationId, UserId } from "@/types/ids";
import type { ModelRegistry } from "../models/model-registry";
import { compact, type CompactDeps } from "../summaries/compact";

export type RebuildDeps = CompactDeps & { models: Pick<ModelRegistry, "resolve"> };

/**
 * Makes the summary in use anew from the raw messages of its range, in our own words: nobody has asked to spend tokens on it.
 * What fails is logged; the summary without the lost lines stays in use then. Never throws.
 */
export async function rebuildSummary(
  deps: RebuildDeps,
  { owner, conversationId, log }: { owner: UserId; conversationId: ConversationId; log: Logger },
): Promise<void> {
  try {
    const known = await deps.summaries.work({ owner, conversationId, from: 0, to: 0, tokenLimit: 1 });
    const { summary, agent, conversation } = known;
    if (summary === null) return;
    const chosen = await deps.models.resolve(agent, conversation.model);
    const own = summary.lines.filter((line) => line.byUser);
    await compact(deps, {
      owner,
      conversationId,
      turnId: null,
      running: false,
      chosen,
      budget: budgetFor(chosen.info.contextWindow, conversation.maxTokens),
      room: 0,
      keep: 0,
      again: { from: summary.from - 1, to: summary.to, earlier: { lines: own, facts: [] } },
      automatic: true,
      withoutModel: true,
      modelMs: 0,
      signal: new AbortController().signal,
      log,
    });
  } catch (thrown) {
    log.warn({ conversationId, err: thrown }, "memory.failed");
  }
}
