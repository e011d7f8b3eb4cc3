import type { ScoredItem } from "./recall-pool";
import { companionsOf } from "./companions";

export type RecallRoom = {
  /** Tokens that may be taken. */
  room: number;
  /** What an item takes in the call. */
  tokensOf: (item: ScoredItem) => number;
  /** From confidenceOf. */
  confidence: number;
};

/** hit: found; beside: it gives a hit its meaning; accepted: what a "yes" agreed to. */
export type ChosenItem = { item: ScoredItem; tokens: number; why: "hit" | "beside" | "accepted" };

/** Below, nothing is recalled; from there on the share of the room grows, up to all of it. */
const QUIET = 0.2;
const SURE = 0.5;
/** Up to here an item costs what it is worth; longer ones have to score more: by the root of their length. */
const SHORT_TOKENS = 80;
/** So many of the best bring along what they answer: further down it would only take the room of others. */
const WITH_COMPANIONS = 5;
/** Of the best score: what has less was not asked for, however much room there is. */
const LEAST_SCORE = 0.02;
/** Nothing fits into less. */
const LEAST_TOKENS = 8;

/** The share of its room that recall takes at a confidence. */
export function shareOf(confidence: number): number {
  return Math.min(1, Math.max(0, (confidence - QUIET) / (SURE - QUIET)));
}

/** What of `scored` (best first) is recalled, in the order in which it was chosen. */
export function chooseRecalled(
  scored: readonly ScoredItem[],
  { room, tokensOf, confidence }: RecallRoom,
): ChosenItem[] {
  const chosen = new Map<ScoredItem, ChosenItem>();
  const said = new Set<string>();
  let left = Math.floor(room * shareOf(confidence));
  let hits = 0;
  const companionOf = companionsOf(scored);
  const take = (item: ScoredItem, tokens: number, why: ChosenItem["why"]) => {
    const content = contentOf(item);
    if (content === null || tokens > left || chosen.has(item) || said.has(content)) return false;
    chosen.set(item, { item, tokens, why });
    said.add(content);
    left -= tokens;
    return true;
  };
  for (const { item, tokens } of byWorth(scored, tokensOf)) {
    if (left < LEAST_TOKENS) break;
    if (!take(item, tokens, "hit")) continue;
    hits += 1;
    if (hits > WITH_COMPANIONS) continue;
    const companion = companionOf(item);
    if (companion !== null) take(companion.item, tokensOf(companion.item), companion.why);
  }
  return [...chosen.values()];
}

/** What can be recalled, most worth for its length first. */
function byWorth(
  scored: readonly ScoredItem[],
  tokensOf: RecallRoom["tokensOf"],
): { item: ScoredItem; tokens: number; worth: number }[] {
  const least = LEAST_SCORE * (scored[0]?.score ?? 0);
  return scored
    .filter((item) => contentOf(item) !== null && item.score >= least)
    .map((item) => {
      const tokens = tokensOf(item);
      return { item, tokens, worth: item.score * Math.sqrt(SHORT_TOKENS / Math.max(SHORT_TOKENS, tokens)) };
    })
    .sort((a, b) => b.worth - a.worth);
}

function contentOf(item: ScoredItem): string | null {
  return item.kind === "message" ? item.message.content : item.memory.content;
}
