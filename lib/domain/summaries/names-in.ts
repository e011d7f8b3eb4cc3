import type { Language } from "../offline/languages";
import { foldWord } from "../offline/terms-of";
import { foldPhrase } from "./fold-phrase";
import { freeMatches, type Mention } from "./mention";

/** GPT-4o, INC-4821, v1.2.3, R2D2: letters and digits in one word. */
const IDENTIFIER =
  /(?<![\p{L}\p{N}_.-])(?=[\w.-]*\p{L})(?=[\w.-]*\p{N})(?:\p{L}[\w]*|\p{N}+\p{L}[\w]*)(?:[-_.][\w]+)*(?![\p{L}\p{N}])/gu;
const ORDINAL = /^\p{N}+(?:st|nd|rd|th|am|pm|ms|s|h|k|m|kb|mb|gb|tb|kg|g|km|cm|mm|px|x|%)$/iu;
const RUN =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}])\p{Lu}[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}'’-]*(?:\s(?:(?:of|de|da|di|del|la|le|van|von|der|den|du|bin|al)\s)*\p{Lu}[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}'’-]*)*/gu;
const HANDLE = /(?<![\w])@[\w-]{2,40}/gu;
const QUOTED = /[「『《]([^」』》]{1,40})[」』》]/gu;
const KATAKANA = /[\p{Script=Katakana}][\p{Script=Katakana}ー・]{2,}/gu;
const HAN_NAME =
  /(?:我叫|名叫|叫做|名字是|名字叫)(\p{Script=Han}{2,4})|(\p{Script=Han}{1,4})(?:さん|様|先生|氏|女士|小姐)/gu;

/** What opens sentences without being anybody's name. Folded; besides the words of the language that say nothing. */
const OPENERS = new Set(
  `use run please let also then first next however set add make remember check note keep here there today tomorrow
   yesterday after before since because once while until maybe perhaps sure thanks thank yes okay great good perfect one
   two three another both each every most more less several given such same still only even instead otherwise finally
   currently later recently sometimes usually never always create update remove delete open close start stop try put get
   give take send write read see look think want need know decided agreed decision reminder important update summary`
    .trim()
    .split(/\s+/),
);
/** Written in capitals for another reason than being a name. */
const LOUD = new Set(
  "not must never always and or ok yes no todo tbd faq am pm id ui ux cpu ram url uri http https json html css csv pdf xml api sql eta i asap fyi please".split(
    " ",
  ),
);
/** What goes on after a name that opens a sentence. */
const VERB_NEXT =
  /^(?:['’]s\s|\s(?:is|was|will|has|had|said|says|wants?|needs?|prefers?|likes?|approved?|owns?|leads?|handles?|works?|lives?|asked|agreed|decided|joined|moved|signs?|signed|called|plans?|runs?|costs?|takes?|and\s\p{Lu})(?!\p{L}))/u;
const GERMAN_CUE = /(?:^|\s)(?:hei(?:ß|ss)e[tn]?|bin|herrn?|frau|in|aus|nach|von|bei|mit|an|für|namens)\s$/iu;

/** Marks that tell a name by themselves; the name is the first group that matched, or all of it. */
const MARKED = [HANDLE, QUOTED, HAN_NAME, KATAKANA, IDENTIFIER];

/** Names that are told by their marks: handles, quoted titles, titles of respect, codes of letters and digits. */
export function markedNamesIn(text: string, taken: readonly Mention[]): Mention[] {
  const found: Mention[] = [];
  for (const pattern of MARKED) {
    for (const match of freeMatches(text, pattern, [...taken, ...found])) {
      const written = match[1] ?? match[2] ?? match[0];
      if (!ORDINAL.test(written)) found.push(...mentionOf(match, written));
    }
  }
  return found;
}

/** Names of people, places and things that are told by their capitals and the words around them. */
export function capitalNamesIn(
  text: string,
  taken: readonly Mention[],
  { name: language, stopWords }: Language,
): Mention[] {
  const found: Mention[] = [];
  for (const match of freeMatches(text, RUN, taken)) {
    const written = nameOf(match[0], stopWords);
    const from = match.index + match[0].indexOf(written);
    if (written !== "" && isName(text, from, written, language)) found.push(...mentionOf(match, written));
  }
  return found;
}

function mentionOf(match: RegExpExecArray, written: string): Mention[] {
  const key = foldPhrase(written);
  if (key === "") return [];
  const from = match.index + match[0].indexOf(written);
  return [{ kind: "name", keys: [key], from, to: from + written.length }];
}

/** A run of capitalised words without those that only open a sentence. */
function nameOf(run: string, stopWords: ReadonlySet<string>): string {
  const words = run.replace(/['’]s$/, "").split(" ");
  while (words.length > 0 && saysNothing(words[0] ?? "", stopWords)) words.shift();
  while (words.length > 0 && saysNothing(words.at(-1) ?? "", stopWords)) words.pop();
  return words.join(" ").replace(/[-'’]+$/, "");
}

function saysNothing(word: string, stopWords: ReadonlySet<string>): boolean {
  const folded = foldWord(word);
  return folded.length < 2 || stopWords.has(folded) || OPENERS.has(folded) || LOUD.has(folded);
}

function isName(text: string, from: number, written: string, language: string): boolean {
  if (written.includes(" ")) return true;
  // A capital inside a word, as in PostgreSQL or McKay, is nobody's habit of starting sentences.
  if (/\p{Ll}\p{Lu}/u.test(written)) return true;
  const before = text.slice(0, from);
  if (language === "German") return GERMAN_CUE.test(before);
  if (!/(?:^|[:.!?“"(«]\s*)$/u.test(before)) return true;
  return VERB_NEXT.test(text.slice(from + written.length));
}
