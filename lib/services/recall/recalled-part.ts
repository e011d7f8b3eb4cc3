import type { ContextInput } from "@/lib/domain/context/context-input";
import { chooseForCall, type NearlyRecalled } from "@/lib/domain/context/choose-for-call";
import { RECALL_SHARE, type CountedRecall, type RecallPart } from "@/lib/domain/context/recalled";
import { RECALLED_HEADING, recalledBlock } from "@/lib/domain/prompts/memory-blocks";
import type { Logger } from "@/lib/ports/logger";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { ConversationId } from "@/types/ids";
import type { RecallNote, RecallReason } from "@/types/recall";
import type { TurnRecall } from "./recall-for-turn";

export type ChosenRecall = {
  /** undefined: the call neither recalls anything nor keeps room for it. */
  part: RecallPart | undefined;
  note: RecallNote;
  nearly: NearlyRecalled[];
};

type Deps = { counter: TokenCounter; log?: Pick<Logger, "warn"> };

/** Chooses what a call recalls, and counts it. A choice that fails leaves the call without; the turn goes on. */
export async function recalledPart(
  deps: Deps,
  recall: TurnRecall,
  conversationId: ConversationId | null,
  call: ContextInput,
): Promise<ChosenRecall> {
  if (call.strategy !== "hybrid") return nothing(recall, "strategy", undefined);
  if (recall.why === "temporary") return nothing(recall, "temporary", undefined);
  const { family } = call.system;
  const heading = await counted(deps, family, RECALLED_HEADING);
  const empty: RecallPart = { share: RECALL_SHARE, heading, items: [] };
  if (recall.found === null || recall.query === null) return nothing(recall, recall.why, empty);
  const { found, query, hybrid } = recall;
  try {
    const choice = chooseForCall({
      call: { ...call, recall: empty },
      conversationId,
      pool: found,
      query,
      hybrid,
      marks: found.marks,
    });
    const items = await Promise.all(
      choice.items.map(async (item): Promise<CountedRecall> => ({
        item,
        block: await counted(deps, family, recalledBlock(item)),
      })),
    );
    const { confidence, needs, nearly } = choice;
    const note = {
      ...noteOf(recall, recall.why),
      mode: hybrid ? "hybrid" : "lexical",
      confidence,
      needs,
    } as const;
    return { part: { ...empty, items }, note, nearly };
  } catch (thrown) {
    deps.log?.warn({ conversationId, err: thrown }, "recall.failed");
    return nothing(recall, "failed", empty);
  }
}

function nothing(recall: TurnRecall, why: RecallReason | null, part: RecallPart | undefined): ChosenRecall {
  return { part, note: noteOf(recall, why), nearly: [] };
}

function noteOf({ found, ms }: TurnRecall, why: RecallReason | null): RecallNote {
  const candidates =
    (found?.messages.filter(({ candidate }) => candidate).length ?? 0) + (found?.memories.length ?? 0);
  return { mode: "off", why, confidence: 0, needs: null, candidates, ms };
}

async function counted({ counter }: Deps, family: ContextInput["system"]["family"], text: string) {
  return { text, tokens: await counter.countText(family, text) };
}
