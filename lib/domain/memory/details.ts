import { languageOf } from "../offline/languages";
import { foldedWords } from "../offline/terms-of";
import { mentionsIn } from "../summaries/mentions-in";

/** How many numbers, dates and names a text holds: what makes it specific. */
export function detailsIn(text: string): number {
  return mentionsIn({ text, code: false }, languageOf(text, foldedWords(text))).length;
}
