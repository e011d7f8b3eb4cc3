import type { IndexedText } from "@/lib/domain/retrieval/indexed-text";
import { indexText } from "@/lib/domain/retrieval/index-text";
import type { PoolMessage, PoolTerm, QueryTerm, RecallPool } from "@/lib/domain/retrieval/recall-pool";
import type { ConversationId, MessageId } from "@/types/ids";
import { storedTurn, type EvalConversation, type StoredTurn } from "./eval-conversation";

const CANDIDATES = 100;
const MOST_OF_A_TERM = 5_000;
const K1 = 1.4;
const B = 0.9;

type Doc = StoredTurn & { id: string; indexed: IndexedText; counts: ReadonlyMap<string, number> };

/** Cosines of all turns with the question's vector, in order. */
export type Cosines = (question: string) => readonly number[];

/** How many messages on either side come along with the `best` candidates of each list, and with the `rest` of them. */
export type Reach = { many: number; best: number; rest: number };
export const REACH: Reach = { many: 50, best: 3, rest: 1 };

/** What the database gives for a turn, worked out in memory, for quick experiments with what is made of it. */
export class MemoryPool {
  private readonly conversation: EvalConversation;
  private readonly cosines: Cosines | null;
  private readonly docs: readonly Doc[];
  private readonly averageLength: number;
  private readonly postings = new Map<string, number[]>();

  private readonly reach: Reach;

  constructor(conversation: EvalConversation, cosines: Cosines | null = null, reach: Reach = REACH) {
    this.reach = reach;
    this.conversation = conversation;
    this.cosines = cosines;
    this.docs = conversation.turns.map((turn) => {
      const stored = storedTurn(conversation, turn);
      const indexed = indexText(stored.content, stored);
      const counts = new Map(indexed.terms.map((term, at) => [term, indexed.counts[at] ?? 0]));
      return { ...stored, id: turn.id, indexed, counts };
    });
    let length = 0;
    for (const [at, { indexed }] of this.docs.entries()) {
      length += indexed.length;
      for (const term of indexed.terms) {
        const list = this.postings.get(term) ?? [];
        if (list.length === 0) this.postings.set(term, list);
        list.push(at);
      }
    }
    this.averageLength = length / Math.max(1, this.docs.length);
  }

  poolFor(question: string, terms: readonly QueryTerm[]): RecallPool {
    const known: PoolTerm[] = terms.map(({ term, weight }) => ({
      term,
      weight,
      df: this.postings.get(term)?.length ?? 0,
    }));
    const lexical = this.bm25(known);
    const cosines = this.cosines?.(question) ?? null;
    const lists = [best(lexical, 0, CANDIDATES), cosines === null ? [] : best(cosines, -1, CANDIDATES)];
    const candidates = new Set(lists.flat());
    const messages: PoolMessage[] = [];
    for (const at of this.withNeighbours(lists)) {
      messages.push(this.messageAt(at, lexical[at] ?? 0, cosines?.[at] ?? null, candidates.has(at)));
    }
    return {
      docs: this.docs.length,
      averageLength: this.averageLength,
      terms: known,
      messages,
      memories: [],
    };
  }

  private bm25(terms: readonly PoolTerm[]): number[] {
    const scores = this.docs.map(() => 0);
    for (const { term, weight, df } of terms) {
      const idf = Math.log(1 + (this.docs.length - df + 0.5) / (df + 0.5));
      for (const at of (this.postings.get(term) ?? []).slice(-MOST_OF_A_TERM)) {
        const doc = this.docs[at];
        if (doc === undefined) continue;
        const tf = doc.counts.get(term) ?? 0;
        const norm = K1 * (1 - B + (B * doc.indexed.length) / this.averageLength);
        scores[at] = (scores[at] ?? 0) + (weight * idf * tf * (K1 + 1)) / (tf + norm);
      }
    }
    return scores;
  }

  private withNeighbours(lists: readonly number[][]): number[] {
    const all = new Set<number>();
    for (const list of lists) {
      for (const [place, at] of list.entries()) {
        const reach = place < this.reach.many ? this.reach.best : this.reach.rest;
        for (let by = Math.max(0, at - reach); by <= Math.min(this.docs.length - 1, at + reach); by += 1)
          all.add(by);
      }
    }
    return [...all].sort((a, b) => a - b);
  }

  private messageAt(at: number, lexical: number, cosine: number | null, candidate: boolean): PoolMessage {
    const doc = this.docs[at];
    if (doc === undefined) throw new RangeError(`no turn ${at}`);
    return {
      id: doc.id as MessageId,
      conversationId: this.conversation.id as ConversationId,
      title: this.conversation.id,
      seq: at + 1,
      role: doc.role,
      author: doc.author,
      saidAt: doc.saidAt,
      tokenCount: 0,
      tokenFamily: "openai-o200k",
      terms: doc.indexed.terms,
      counts: doc.indexed.counts,
      length: doc.indexed.length,
      asks: doc.indexed.asks,
      timed: doc.indexed.timed,
      lexical,
      cosine,
      candidate,
      content: doc.content,
    };
  }
}

/** Positions of the best scores above `floor`, newest first among equals. */
function best(scores: readonly number[], floor: number, many: number): number[] {
  return [...scores.keys()]
    .filter((at) => (scores[at] ?? 0) > floor)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || b - a)
    .slice(0, many);
}
