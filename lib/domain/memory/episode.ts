import type { Memory } from "@/types/memory";
import { cutAtWord } from "../summaries/gist";
import type { ReadMessage } from "./found-memory";
import { ownSentences } from "./own-words";
import { holdsSecret } from "./secrets";
import { contentWords } from "./similar";

/** An episode's words at most, in UTF-16 units; and of its parts. */
const LONGEST = 400;
const LONGEST_PART = 140;
/** Openings of fewer words of weight are a greeting. */
const FEWEST_WORDS = 3;
const MOST_OUTCOMES = 4;
/** A conversation that came to nothing we know of is worth an entry from here on. */
const FEWEST_MESSAGES = 6;

/**
 * What a conversation was about and came to, in its user's own words: how it opened, and what was decided, aimed at or left
 * open. `messages`: how long it was. null where there is nothing to say, or only somebody else's text was handed over.
 */
export function episodeOf(
  opening: ReadMessage | null,
  working: readonly Pick<Memory, "kind" | "content" | "importance">[],
  messages: number,
): string | null {
  const about = opening === null || opening.author !== null ? null : openingWords(opening.content);
  const outcomes = working
    .filter(({ content }) => about === null || !about.includes(content))
    .toSorted((a, b) => rank(a.kind) - rank(b.kind) || b.importance - a.importance)
    .slice(0, MOST_OUTCOMES)
    .map(({ content }) => cutAtWord(content, LONGEST_PART));
  const parts = [...(about === null ? [] : [about]), ...outcomes];
  // One question and its answer are no episode.
  return parts.length === 0 || (outcomes.length === 0 && messages < FEWEST_MESSAGES)
    ? null
    : cutAtWord(parts.join(" · "), LONGEST);
}

function openingWords(content: string): string | null {
  const first = ownSentences(content).find((sentence) => contentWords(sentence).size >= FEWEST_WORDS);
  return first === undefined || holdsSecret(first) ? null : cutAtWord(first, LONGEST_PART);
}

function rank(kind: Memory["kind"]): number {
  return ["decision", "goal", "question"].indexOf(kind);
}
