import type { ConversationId, MessageId } from "@/types/ids";
import type { MemoryId } from "@/types/memory";
import type { RecallParts, RecallWhy } from "@/types/recall";
import type { TokenFamily } from "@/types/words";
import { quoteOfRecalled, type RecalledText } from "../prompts/memory-blocks";
import type { CountedText } from "../prompts/quoted-text";
import { messageTokens } from "../tokens/message-overhead";
import type { ContextMessage } from "./context-message";

/** Share of the budget that a hybrid call keeps for recalled text: constant, so that the window begins where it began. */
export const RECALL_SHARE = 0.15;

/** Something that may stand in a call as recalled. */
export type RecalledItem = RecalledText & {
  id: MessageId | MemoryId;
  conversationId: ConversationId | null;
  seq: number | null;
  score: number;
  parts: RecallParts;
  why: Exclude<RecallWhy, "standing">;
};

export type CountedRecall = { item: RecalledItem; block: CountedText };

/** What a call may recall, and what it keeps free for it. */
export type RecallPart = {
  /** Of the budget; the window leaves it free whether or not anything is recalled. */
  share: number;
  heading: CountedText;
  /** Best first. What the call holds anyway is left out of them. */
  items: readonly CountedRecall[];
};

/** Of those that `held` does not name, as many as fit into `room` tokens, best first; as they stand, oldest first. */
export function fitRecalled(
  family: TokenFamily,
  { heading, items }: RecallPart,
  room: number,
  held: ReadonlySet<string>,
): CountedRecall[] {
  const taken: CountedRecall[] = [];
  for (const each of items) {
    if (held.has(each.item.id) || taken.some(({ item }) => item.id === each.item.id)) continue;
    taken.push(each);
    if (recalledTokens(family, heading, taken) > room) taken.pop();
  }
  return taken.sort(bySaying);
}

/** Tokens of the message that quotes them; 0 where there is nothing to quote. */
export function recalledTokens(
  family: TokenFamily,
  heading: CountedText,
  recalled: readonly CountedRecall[],
): number {
  if (recalled.length === 0) return 0;
  let tokens = heading.tokens;
  for (const { block } of recalled) tokens += block.tokens;
  return messageTokens(family, tokens, "system");
}

/** The message that quotes them, before the current one. */
export function recalledMessage(heading: CountedText, recalled: readonly CountedRecall[]): ContextMessage {
  return {
    role: "system",
    content: heading.text + recalled.map(({ block }) => block.text).join(""),
    saidAt: null,
    quotes: recalled.map(({ item }) => quoteOfRecalled(item)),
  };
}

/** By time, then by seq: a message and its reply may have come into being at the same moment. Memories come last of those. */
function bySaying({ item: a }: CountedRecall, { item: b }: CountedRecall): number {
  return compare(a.saidAt, b.saidAt) || compare(a.seq ?? Infinity, b.seq ?? Infinity) || compare(a.id, b.id);
}

function compare<Value extends string | number>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
