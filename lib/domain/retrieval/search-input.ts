/** What was typed into the search field. Words as typed, in order, each once. */
export type SearchInput = {
  words: readonly string[];
  phrases: readonly string[];
  notWords: readonly string[];
  notPhrases: readonly string[];
};
