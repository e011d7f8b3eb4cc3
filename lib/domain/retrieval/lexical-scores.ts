import { termFrequencyScore, type Saturation } from "./bm25";
import { withFeedback } from "./feedback-terms";
import { indexText } from "./index-text";
import { passageScores } from "./passage-scores";
import { ownScores, type PoolIndex, type Terms } from "./pool-index";
import type { PoolMemory, PoolMessage } from "./recall-pool";
import type { ScoreWeights } from "./score-weights";

export type LexicalScores = {
  /** What each message says itself, and what is said around it. */
  own: readonly number[];
  around: readonly number[];
  memories: readonly number[];
  /** Of messages and then memories: BM25 of what was asked for, in terms that only one message of the history has. */
  match: readonly number[];
};

/** The user of a chat with the assistant; where people talk to each other, nobody is. */
export function isUser({ role, author }: Pick<PoolMessage, "role" | "author">): boolean {
  return role === "user" && author === null;
}

export function lexicalScores(
  index: PoolIndex,
  asked: Terms,
  memories: readonly PoolMemory[],
  weights: ScoreWeights,
): LexicalScores {
  const first = ownScores(index, asked, weights.own);
  const terms = withFeedback(index, asked, first, weights.feedback);
  const own = ownScores(index, terms, weights.own);
  for (const [at, message] of index.messages.entries()) {
    if (isUser(message)) own[at] = (own[at] ?? 0) * weights.user.own;
  }
  const passages = passageScores(index, terms, weights.passage);
  return {
    own,
    around: own.map((_, at) => weights.passage.weight * (passages[at] ?? 0) + lent(index, own, at, weights)),
    // As a message of the user's own in a passage of its own.
    memories: memories.map(
      (entry) => memoryScore(entry, index, terms, weights.own) * (weights.user.own + weights.passage.weight),
    ),
    match: [...first, ...memories.map((entry) => memoryScore(entry, index, asked, weights.own))].map(
      (score) => score / Math.log(2 + index.docs),
    ),
  };
}

/** What the neighbours' scores lend a message. */
function lent(
  { messages, beside }: PoolIndex,
  own: readonly number[],
  at: number,
  { neighbours }: ScoreWeights,
): number {
  const score = (by: number) => own[beside(at, by)] ?? 0;
  const before = messages[beside(at, -1)]?.asks === true ? neighbours.answered : neighbours.before;
  return before * score(-1) + neighbours.after * score(1) + neighbours.second * (score(-2) + score(2));
}

function memoryScore({ memory }: PoolMemory, index: PoolIndex, terms: Terms, own: Saturation): number {
  const indexed = indexText(memory.content, { saidAt: memory.validFrom, author: null });
  let score = 0;
  for (const [at, term] of indexed.terms.entries()) {
    const weight = terms.get(term);
    if (weight === undefined) continue;
    const tf = termFrequencyScore(indexed.counts[at] ?? 0, indexed.length / index.averageLength, own);
    score += weight * index.idfOf(term) * tf;
  }
  return score;
}
