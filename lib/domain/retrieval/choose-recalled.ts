import type { ScoredItem } from "./recall-pool";

export type RecallRoom = {
  /** Tokens that may be taken. */
  room: number;
  /** What an item takes in the call; it is asked for what may fit only. */
  tokensOf: (item: ScoredItem) => number;
  confidence: number;
};

/** hit: found; beside: it gives a hit its meaning; accepted: what a "yes" agreed to. */
export type ChosenItem = { item: ScoredItem; tokens: number; why: "hit" | "beside" | "accepted" };

/** What of `scored` (best first) is recalled, best first. */
export function chooseRecalled(
  scored: readonly ScoredItem[],
  { room, tokensOf, confidence }: RecallRoom,
): ChosenItem[] {
  const chosen: ChosenItem[] = [];
  let left = confidence > 0 ? room : 0;
  for (const item of scored) {
    if (item.kind === "message" && item.message.content === null) continue;
    const tokens = tokensOf(item);
    if (tokens > left) continue;
    chosen.push({ item, tokens, why: "hit" });
    left -= tokens;
  }
  return chosen;
}
