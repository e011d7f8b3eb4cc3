import { chooseRecalled } from "@/lib/domain/retrieval/choose-recalled";
import { confidenceOf } from "@/lib/domain/retrieval/confidence-of";
import { recallQuery } from "@/lib/domain/retrieval/recall-query";
import type { RecallQuery, ScoredItem } from "@/lib/domain/retrieval/recall-pool";
import { scorePool } from "@/lib/domain/retrieval/score-pool";
import { SCORE_WEIGHTS, type ScoreWeights } from "@/lib/domain/retrieval/score-weights";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import type { EvalConversation } from "./eval-conversation";
import { MemoryPool, type Cosines } from "./memory-pool";

export type Variant = {
  weights?: ScoreWeights;
  /** What becomes of the question's terms. */
  query?: (query: RecallQuery) => RecallQuery;
  /** Fill by score alone, without companions and without a look at the length. */
  byScore?: boolean;
  /** As sure as can be about every message. */
  open?: boolean;
};

/** Tokens of the heading that stands before quoted messages, about. */
const HEADING = 45;

/** Scores and chooses as the product does, from a pool in memory: for comparisons of its parts, in seconds. */
export function memoryRetriever(
  conversation: EvalConversation,
  cosines: Cosines | null,
  { weights = SCORE_WEIGHTS, query: change = (query) => query, byScore = false, open = false }: Variant = {},
) {
  const pool = new MemoryPool(conversation, cosines);
  const now = conversation.turns.at(-1)?.date ?? new Date(0).toISOString();
  const memo = new Map<string, { query: RecallQuery; scored: ScoredItem[] }>();
  const ask = (question: string) => {
    const known = memo.get(question);
    if (known !== undefined) return known;
    const query = change(recallQuery(question, { now }));
    const asked = { query, scored: scorePool(pool.poolFor(question, query.terms), query, weights) };
    memo.set(question, asked);
    return asked;
  };
  const choose = (question: string, budget: number) => {
    const { query, scored } = ask(question);
    const confidence = open ? 1 : confidenceOf(scored, query, { hybrid: cosines !== null });
    return chooseRecalled(scored, { room: budget - HEADING, tokensOf: quotedTokens, confidence });
  };
  return {
    search: (question: string) => ask(question).scored.map(idOf),
    ...(byScore
      ? {}
      : {
          buildContext: (question: string, { budget }: { budget: number }) => ({
            text: choose(question, budget)
              .map(({ item }) => textOf(item))
              .join("\n"),
          }),
        }),
    /** Tokens that are recalled for a message. */
    recalledTokens: (question: string, budget: number) =>
      choose(question, budget).reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

function idOf(item: ScoredItem): string {
  return item.kind === "message" ? item.message.id : item.memory.id;
}

function textOf(item: ScoredItem): string {
  return (item.kind === "message" ? item.message.content : item.memory.content) ?? "";
}

const counted = new Map<string, number>();

function quotedTokens(item: ScoredItem): number {
  const text = textOf(item);
  const known = counted.get(text);
  if (known !== undefined) return known;
  const quoted = `> [2023-05-08, assistant] ${text.replaceAll("\n", "\n> ")}\n`;
  const tokens = countTokens(quoted, { disallowedSpecial: new Set() });
  counted.set(text, tokens);
  return tokens;
}
