import type { MessageRole } from "@/types/words";
import type { SummaryFact } from "@/types/summary";
import { languageOf, type Language } from "../offline/languages";
import { isOfflineReply } from "../offline/own-replies";
import { foldedWords, termsOf } from "../offline/terms-of";
import { factId, factWeight } from "./fact-weight";
import { foldPhrase, isEastAsian } from "./fold-phrase";
import { cutAtWord } from "./gist";
import type { Mention } from "./mention";
import { indexLine, type LineIndex } from "./line-index";
import { mentionsIn } from "./mentions-in";
import { saysFact } from "./recall-test";
import { sentencesOf, type Sentence } from "./sentences";
import { withSpeaker } from "./speaker";
import { statementKind } from "./statements-in";

/** A message that a summary is made of. */
export type SourceMessage = { seq: number; role: MessageRole; content: string };

/** A fact before it is known where it stands. */
export type FoundFact = Omit<SummaryFact, "where">;

/** One sentence of a message and the facts in it, by id. */
export type SourceSentence = {
  seq: number;
  text: string;
  opening: boolean;
  byUser: boolean;
  facts: string[];
};

export type Extracted = { facts: FoundFact[]; sentences: SourceSentence[] };

/** Facts of one message at most, the weightiest: a pasted log is not five thousand facts. */
const MOST_OF_USER = 48;
const MOST_OF_REPLY = 24;
/** And of one sentence, the first: a row of figures is a table. */
const MOST_OF_SENTENCE = 12;
/** The words of a fact, at most, in UTF-16 units. */
const LONGEST_FACT = 200;
/** What has to be found of a statement, at most. */
const MOST_KEYS = 4;
/** East Asian text is compared in pieces of this many characters. */
const PIECE = 8;

/**
 * The checkable facts of messages, each with the seq where it was said: names, numbers, dates, decisions, constraints,
 * commands, open questions, preferences. Said twice it is one fact, where it was said with most weight.
 */
export function extractFacts(messages: readonly SourceMessage[]): Extracted {
  const best = new Map<string, FoundFact>();
  const sentences: SourceSentence[] = [];
  for (const [index, message] of messages.entries()) {
    // The offline model's replies only repeat others.
    if (message.role !== "user" && isOfflineReply(message.content)) continue;
    const unanswered = message.role === "user" && messages[index + 1]?.role === "user";
    const found = factsOfMessage(message, unanswered);
    for (const fact of found.facts) {
      const known = best.get(factId(fact));
      if (known === undefined || factWeight(fact) > factWeight(known)) best.set(factId(fact), fact);
    }
    sentences.push(...found.sentences);
  }
  return { facts: [...best.values()].sort((a, b) => a.seq - b.seq), sentences };
}

function factsOfMessage(message: SourceMessage, unanswered: boolean): Extracted {
  const byUser = message.role === "user";
  const facts: FoundFact[] = [];
  const sentences: SourceSentence[] = [];
  for (const [index, sentence] of sentencesOf(message.content).entries()) {
    const found = factsOfSentence(message, sentence, unanswered);
    facts.push(...found);
    const text = withSpeaker(message.role, sentence.text);
    sentences.push({ seq: message.seq, text, opening: index === 0, byUser, facts: found.map(factId) });
  }
  return { facts: weightiest(facts, byUser ? MOST_OF_USER : MOST_OF_REPLY), sentences };
}

function factsOfSentence({ role, seq }: SourceMessage, sentence: Sentence, unanswered: boolean): FoundFact[] {
  const language = languageOf(sentence.text, foldedWords(sentence.text));
  const mentions = mentionsIn(sentence, language).slice(0, MOST_OF_SENTENCE);
  const facts = mentions.map(({ kind, keys, from, to }): FoundFact => {
    return { kind, keys, seq, text: withSpeaker(role, excerpt(sentence.text, from, to)) };
  });
  const kind = sentence.code ? null : kindOf(sentence.text, role, unanswered);
  const keys = kind === null ? [] : statementKeys(sentence.text, mentions, language);
  if (kind !== null && keys.length > 0) {
    facts.push({ kind, keys, seq, text: withSpeaker(role, cutAtWord(sentence.text, LONGEST_FACT)) });
  }
  return facts.filter(isFindable());
}

/** A fact that is not even found in its own words would count as lost for ever. */
function isFindable(): (fact: FoundFact) => boolean {
  const known = new Map<string, LineIndex>();
  return (fact) => {
    const index = known.get(fact.text) ?? indexLine(fact.text);
    known.set(fact.text, index);
    return saysFact(index, fact);
  };
}

function kindOf(text: string, role: MessageRole, unanswered: boolean): FoundFact["kind"] | null {
  const asks = /[?？؟]$/.test(text);
  if (asks && unanswered) return "question";
  const kind = statementKind(text);
  // "Must it be a number?" decides and limits nothing, and what a reply "prefers" is advice.
  if (asks && kind !== "question") return null;
  return role !== "user" && kind === "preference" ? null : kind;
}

/** What has to be found of a statement: first what is checkable in it, then its longest words. */
function statementKeys(text: string, mentions: readonly Mention[], { stopWords }: Language): string[] {
  const keys = new Set<string>();
  for (const mention of mentions)
    if (mention.kind !== "command") for (const key of mention.keys) keys.add(key);
  if (isEastAsian(text)) return [...keys, ...eastAsianPieces(text)].slice(0, MOST_KEYS);
  const known = [...keys].join(" ");
  const words = termsOf(text, stopWords).filter((term) => !known.includes(term) && !/\d/.test(term));
  words.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const word of words) keys.add(word);
  return [...keys].slice(0, MOST_KEYS);
}

/** The first words of a text that has none: what stands together, cut to a length that is said again as it is. */
function eastAsianPieces(text: string): string[] {
  const run = foldPhrase(text).split(" ").find(isEastAsian);
  return run === undefined ? [] : [Array.from(run).slice(0, PIECE).join("")];
}

/** The sentence, or where it is long the part of it around a place. */
function excerpt(sentence: string, from: number, to: number): string {
  if (sentence.length <= LONGEST_FACT) return sentence;
  const room = Math.max(0, LONGEST_FACT - (to - from) - 2);
  const begin = Math.max(0, Math.min(from - Math.floor(room / 2), sentence.length - LONGEST_FACT));
  const gap = begin === 0 ? -1 : sentence.indexOf(" ", begin);
  const start = gap === -1 || gap >= from ? begin : gap + 1;
  const cut = cutAtWord(sentence.slice(start), LONGEST_FACT).toWellFormed();
  return start === 0 ? cut : `…${cut.slice(0, LONGEST_FACT - 1)}`.toWellFormed();
}

function weightiest(facts: readonly FoundFact[], most: number): FoundFact[] {
  if (facts.length <= most) return [...facts];
  return facts.toSorted((a, b) => factWeight(b) - factWeight(a)).slice(0, most);
}
