import type { Language } from "../offline/languages";
import { commandsIn } from "./commands-in";
import { datesIn } from "./dates-in";
import type { Mention } from "./mention";
import { capitalNamesIn, markedNamesIn } from "./names-in";
import { numbersIn } from "./numbers-in";
import type { Sentence } from "./sentences";

/** The names, numbers, dates and commands of a sentence; no two of them overlap. */
export function mentionsIn({ text, code }: Sentence, language: Language): Mention[] {
  const commands = commandsIn(text, code);
  if (code) return commands;
  const found = [...commands, ...datesIn(text, commands)];
  found.push(...markedNamesIn(text, found));
  found.push(...numbersIn(text, found, language.stopWords));
  // Last, for "EUR" is a name only where no number stands before it.
  found.push(...capitalNamesIn(text, found, language));
  return found;
}
