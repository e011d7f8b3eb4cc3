import type { SearchInput } from "./search-input";

const OPENING = '"“”„‟«»‹›「」『』〝〞＂';
const PHRASE = new RegExp(
  `(?<minus>(?:^|\\s)[-−–])?[${OPENING}](?<phrase>[^${OPENING}]*)(?:[${OPENING}]|$)`,
  "gu",
);

/** Words, "phrases", -words and -"phrases". Any text is a search; nothing is a syntax error. */
export function parseSearch(text: string): SearchInput {
  const found = {
    words: new Set<string>(),
    phrases: new Set<string>(),
    notWords: new Set<string>(),
    notPhrases: new Set<string>(),
  };
  const rest = text.replaceAll(PHRASE, (...match) => {
    const groups = match.at(-1) as { minus?: string; phrase: string };
    const phrase = groups.phrase.trim();
    if (phrase !== "") (groups.minus === undefined ? found.phrases : found.notPhrases).add(phrase);
    return " ";
  });
  for (const piece of rest.split(/\s+/)) {
    const not = /^[-−–](?=[\p{L}\p{N}])/u.test(piece);
    if (/[\p{L}\p{N}]/u.test(piece)) (not ? found.notWords : found.words).add(not ? piece.slice(1) : piece);
  }
  return {
    words: [...found.words],
    phrases: [...found.phrases],
    notWords: [...found.notWords],
    notPhrases: [...found.notPhrases],
  };
}
