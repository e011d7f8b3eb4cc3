import type { SearchInput } from "@/lib/domain/retrieval/search-input";
import { titleTerms } from "@/lib/domain/retrieval/title-terms";

/** Whether a short text says every phrase and nothing of what is ruled out; messages are looked through by the database. */
export function keepsTo(text: string, { phrases, notPhrases, notWords }: SearchInput): boolean {
  const said = spaced(text);
  const terms = new Set(titleTerms(text));
  return (
    phrases.every((phrase) => said.includes(spaced(phrase))) &&
    !notPhrases.some((phrase) => said.includes(spaced(phrase))) &&
    !notWords.some((word) => titleTerms(word).every((term) => terms.has(term)))
  );
}

const spaced = (text: string) => text.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ");
