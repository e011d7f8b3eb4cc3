import { languageOf } from "@/lib/domain/offline/languages";
import type { Word } from "./words-in";
import { englishStem } from "./stems/english";
import { lightStem } from "./stems/light";

/** Enough of a text to tell its language by. */
const LOOKED_AT = 300;

const ENGLISH_STOP_WORDS = new Set(
  `a about above after again against all am an and any are as at be because been before being below between both
  but by can could did do does doing down during each few for from further had has have having he her here hers herself him
  himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or other our
  ours ourselves out over own same she should so some such than that the their theirs them themselves then there these they
  this those through to too under until up very was we were what when where which while who whom why will with would you
  your yours yourself yourselves s t d ll m re ve dont doesnt didnt isnt wasnt arent wont cant im ive id`.split(
    /\s+/,
  ),
);

/** How the words of one text are read. */
export type Reading = {
  language: string;
  isStopWord: (word: string) => boolean;
  stem: (word: string) => string;
};

/** The language that most of the small words are of, English where they do not tell. */
export function readingOf(text: string, words: readonly Word[]): Reading {
  const folded = words.slice(0, LOOKED_AT).map(({ word }) => word);
  const { name, stopWords } = languageOf(text.slice(0, words[LOOKED_AT]?.start), folded);
  if (name === "English" || name === "Chinese" || name === "Japanese") {
    return { language: name, isStopWord: (word) => ENGLISH_STOP_WORDS.has(word), stem: englishStem };
  }
  return {
    language: name,
    isStopWord: (word) => stopWords.has(word),
    stem: (word) => lightStem(name, word),
  };
}
