import type { ForgetStore, ForgetWhat } from "@/lib/ports/forget-store";
import type { Logger } from "@/lib/ports/logger";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import type { UserId } from "@/types/ids";
import { rebuildSummary, type RebuildDeps } from "./rebuild-summary";

type Deps = RebuildDeps & { forgetting: ForgetStore };

/**
 * Deletes with everything that was derived, for good, and answers with the receipt. Summaries that lost lines which stood for
 * other messages, too, are made anew from what is left. Throws `not_found`, and `turn_in_progress` for a message while its
 * conversation is answering.
 */
export async function forget(
  deps: Deps,
  { owner, what, keep, log }: { owner: UserId; what: ForgetWhat; keep: readonly MemoryId[]; log: Logger },
): Promise<DeletionReceipt> {
  const { receipt, lost } = await deps.forgetting.forget({ owner, what, keep });
  for (const conversationId of lost) await rebuildSummary(deps, { owner, conversationId, log });
  const { counts, kept } = receipt;
  log.info({ deletion: receipt.id, what: receipt.what, ...counts, kept }, "memory.forgotten");
  return receipt;
}
