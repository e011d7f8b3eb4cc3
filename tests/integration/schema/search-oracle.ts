import { countsOf, type Said } from "./search-world";

/** What the schema calls the most rows of a term that are ranked. */
export const RANKED = 5_000;

const K1 = 1.4;
const B = 0.9;
/** What is ranked with its neighbours, and what gives them. */
const POOL = 200;
const WITH_NEIGHBOURS = 100;
const NEIGHBOUR = 0.3;

export type Ranked = { doc: number; score: number };

type Scored = {
  scoreOf: (one: Said, among?: (term: string) => ReadonlySet<number>) => number;
  read: (term: string) => Set<number>;
};

/** Okapi BM25 by a look at everything; of a term in more than 5,000 messages the newest 5,000 count. */
function bm25(said: readonly Said[], terms: readonly string[]): Scored {
  const average = said.reduce((sum, { words }) => sum + words.length, 0) / said.length;
  const having = new Map(terms.map((term) => [term, said.filter(({ words }) => words.includes(term))]));
  const read = (term: string) => new Set((having.get(term) ?? []).slice(-RANKED).map(({ doc }) => doc));
  const idf = new Map(
    terms.map((term) => {
      const all = having.get(term) ?? [];
      const df = all.length > RANKED ? estimated(all, said.length) : all.length;
      return [term, Math.log(1 + (said.length - df + 0.5) / (df + 0.5))];
    }),
  );
  const scoreOf = ({ doc, words }: Said, among?: (term: string) => ReadonlySet<number>) => {
    const counts = countsOf(words);
    let score = 0;
    for (const term of terms) {
      const tf = counts.get(term) ?? 0;
      if (tf === 0 || (among && !among(term).has(doc))) continue;
      score += ((idf.get(term) ?? 0) * tf * (K1 + 1)) / (tf + K1 * (1 - B + (B * words.length) / average));
    }
    return score;
  };
  return { scoreOf, read };
}

/** By how close together the newest ones lie. */
function estimated(all: readonly Said[], docs: number): number {
  const newest = all.slice(-RANKED - 1);
  const first = newest[0]?.doc ?? 1;
  return Math.min(docs, Math.max(newest.length, Math.round((docs * newest.length) / (docs + 1 - first))));
}

const byScore = (a: Ranked, b: Ranked) => b.score - a.score || b.doc - a.doc;

/** The best messages with any of the terms, and what stands beside them in the conversation counts for them. */
export function bestFirst(said: readonly Said[], terms: readonly string[]): Ranked[] {
  const { scoreOf, read } = bm25(said, terms);
  const reads = new Map(terms.map((term) => [term, read(term)]));
  const among = (term: string) => reads.get(term) ?? new Set<number>();
  let pool = said
    .map((one) => ({ doc: one.doc, score: scoreOf(one, among) }))
    .filter(({ score }) => score > 0)
    .sort(byScore)
    .slice(0, POOL);
  const byDoc = new Map(said.map((one) => [one.doc, one]));
  const full = (doc: number) => {
    const one = byDoc.get(doc);
    return one ? scoreOf(one) : 0;
  };
  // What a common word's newest messages left out is seen among the best.
  pool = pool.map(({ doc }) => ({ doc, score: full(doc) })).sort(byScore);
  return pool
    .map(({ doc, score }, place) => ({
      doc,
      score: place < WITH_NEIGHBOURS ? score + NEIGHBOUR * beside(byDoc, doc, full) : score,
    }))
    .sort(byScore);
}

function beside(byDoc: ReadonlyMap<number, Said>, doc: number, full: (doc: number) => number): number {
  const here = byDoc.get(doc)?.conversation;
  return [doc - 1, doc + 1]
    .filter((near) => byDoc.get(near)?.conversation === here)
    .reduce((sum, near) => sum + full(near), 0);
}

/** The messages with all of the terms, by when they were said; of a common word those that were indexed last. */
export function newestFirst(
  said: readonly Said[],
  terms: readonly string[],
  keep: (one: Said) => boolean = () => true,
): number[] {
  const having = said.filter(({ words }) => terms.every((term) => words.includes(term))).slice(-RANKED);
  return having
    .filter(keep)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.doc - a.doc)
    .map(({ doc }) => doc);
}
