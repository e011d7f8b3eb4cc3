import { languageOf } from "../offline/languages";
import { foldedWords } from "../offline/terms-of";
import { commandsIn } from "./commands-in";
import { datesIn } from "./dates-in";
import type { Mention } from "./mention";
import { capitalNamesIn, markedNamesIn } from "./names-in";
import { numbersIn } from "./numbers-in";
import type { Sentence } from "./sentences";

/** The names, numbers, dates and commands of a sentence; no two of them overlap. */
export function mentionsIn({ text, code }: Sentence): Mention[] {
  const commands = commandsIn(text, code);
  if (code) return commands;
  const { stopWords } = languageOf(text, foldedWords(text));
  const found = [...commands, ...datesIn(text, commands)];
  found.push(...markedNamesIn(text, found));
  found.push(...numbersIn(text, found, stopWords));
  // Last, for "EUR" is a name only where no number stands before it.
  found.push(...capitalNamesIn(text, found));
  return found;
}
