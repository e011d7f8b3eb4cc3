/** A text as the search index keeps it. `terms` and `counts` run in step: each term once, with how often it occurs. */
export type IndexedText = {
  /** Of the tokenizer; texts indexed by another one are indexed anew. */
  version: number;
  terms: string[];
  counts: number[];
  /** Terms in all, repeated ones counted again. */
  length: number;
  /** It is a short question. */
  asks: boolean;
  /** It says when. */
  timed: boolean;
};
