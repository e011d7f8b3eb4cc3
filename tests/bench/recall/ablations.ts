import type { RecallQuery } from "@/lib/domain/retrieval/recall-pool";
import { SCORE_WEIGHTS, type ScoreWeights } from "@/lib/domain/retrieval/score-weights";
import type { Variant } from "./memory-retriever";

const IS_DATE = /^[dmn]:/u;

/** Every part that recall is made of, each left out once; the last one of them stands only where there are vectors. */
export const ABLATIONS: readonly { without: string; variant: Variant; vectors?: true }[] = [
  { without: "the passage around", variant: changed({ passage: { ...SCORE_WEIGHTS.passage, weight: 0 } }) },
  {
    without: "neighbours",
    variant: changed({ neighbours: { before: 0, answered: 0, after: 0, second: 0 } }),
  },
  {
    without: "answers to a question",
    variant: changed({
      neighbours: { ...SCORE_WEIGHTS.neighbours, answered: SCORE_WEIGHTS.neighbours.before },
    }),
  },
  { without: "the user prior", variant: changed({ user: { own: 1, sum: 1 } }) },
  { without: "names", variant: changed({ named: 1 }) },
  { without: "messages that say when", variant: changed({ timed: 1 }) },
  { without: "less for what asks", variant: changed({ asks: 1 }) },
  { without: "feedback terms", variant: changed({ feedback: { ...SCORE_WEIGHTS.feedback, share: 0 } }) },
  { without: "dates that are named", variant: { query: withoutDates } },
  { without: "length and companions", variant: { byScore: true } },
  { without: "the gate", variant: { open: true } },
  {
    without: "neighbours' vectors",
    variant: changed({ vector: { ...SCORE_WEIGHTS.vector, before: 0, after: 0 } }),
    vectors: true,
  },
];

function changed(part: Partial<ScoreWeights>): Variant {
  return { weights: { ...SCORE_WEIGHTS, ...part } };
}

function withoutDates(query: RecallQuery): RecallQuery {
  return { ...query, terms: query.terms.filter(({ term }) => !IS_DATE.test(term)) };
}
