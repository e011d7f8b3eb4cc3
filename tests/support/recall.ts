import type { RecallFound, RecallReader } from "@/lib/ports/recall-reader";

/** Nothing was found. */
export function nothingFound(over: Partial<RecallFound> = {}): RecallFound {
  return {
    allowed: { own: true, past: true, memories: true },
    docs: 0,
    averageLength: 1,
    terms: [],
    messages: [],
    memories: [],
    standing: [],
    marks: [],
    ...over,
  };
}

/** Finds nothing, without a database. */
export const emptyRecall: RecallReader = { find: () => Promise.resolve(nothingFound()) };
