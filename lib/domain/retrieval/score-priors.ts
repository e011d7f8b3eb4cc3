import type { Memory } from "@/types/memory";
import { valueOf } from "../memory/value";
import { isUser } from "./lexical-scores";
import type { PoolMessage, RecallQuery } from "./recall-pool";
import type { ScoreWeights } from "./score-weights";
import { textTerms } from "./text-terms";

/** A memory counts from 1 − this to 1 + this times, by what it is worth (0–10). */
const MEMORY_RANGE = 0.25;

/** The one person among those who talk whom the question names; null where nobody or several are named. */
function namedAuthor(messages: readonly PoolMessage[], query: RecallQuery): string | null {
  const asked = new Set(query.terms.map(({ term }) => term));
  const authors = new Set(messages.map(({ author }) => author).filter((author) => author !== null));
  const named = [...authors].filter((author) => textTerms(author).some((term) => asked.has(term)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** What a message's score is multiplied by, whatever it says. */
export function messagePriors(
  messages: readonly PoolMessage[],
  query: RecallQuery,
  weights: ScoreWeights,
): number[] {
  const named = namedAuthor(messages, query);
  return messages.map((message) => {
    let prior = isUser(message) ? weights.user.sum : 1;
    if (named !== null && message.author === named) prior *= weights.named;
    if (query.asksWhen && message.timed) prior *= weights.timed;
    return message.asks ? prior * weights.asks : prior;
  });
}

/** As for the user's own words, more for what is important and was said or used lately. `now`: ISO 8601. */
export function memoryPrior(memory: Memory, now: string, { user }: ScoreWeights): number {
  const value = Math.min(10, valueOf(memory, Date.parse(now) || 0));
  return user.sum * (1 - MEMORY_RANGE + (2 * MEMORY_RANGE * value) / 10);
}
