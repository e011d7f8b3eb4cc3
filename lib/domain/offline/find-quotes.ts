import { isQuestion } from "./is-question";
import { foldedWords, termsOf } from "./terms-of";
import { languageOf, type Language } from "./languages";
import { isOfflineReply } from "./own-replies";
import { isSpeaking, isWeak, meansTheSame } from "./same-meaning";
import { splitSentences } from "./split-sentences";
import type { SpokenPart } from "./spoken-part";
import { likeness } from "./stem";

/** One sentence of the context that answers, and where it came from. `score` is from 0 to 1. */
export type Quote = { sentence: string; role: "user" | "assistant"; saidAt: string | null; score: number };

type Scored = { quote: Quote; order: number; remembered: boolean };

type Candidate = {
  sentence: string;
  part: SpokenPart;
  /** Position in the context; later is newer. */
  order: number;
  terms: string[];
};

type WeightedTerm = { weight: number; likenessTo: (other: string) => number };

/** At least this share of what the question is about must be there. */
const ENOUGH = 0.45;
/** Sentences nearly as good as the best one are quoted with it. */
const NEARLY = 0.9;
const MOST_QUOTES = 3;
const WEAK_WEIGHT = 0.25;
/** A word that was never used weighs less than its rarity: people describe what they ask for in new words. */
const UNUSED_FACTOR = 0.75;
const SYNONYM = 0.7;
/** The user's own words count for more than a reply's, statements for more than questions asked before. */
const REPLY_FACTOR = 0.7;
const QUESTION_FACTOR = 0.3;
/** A memory is what the user has said, in few words and as it holds now. */
const MEMORY_FACTOR = 1.1;
/** "I'm Anna" and "call me Anna" tell a name without the word. */
const INTRODUCES = /^(?:hi|hello|hey)?[,.!\s]*(?:i['’]?m|i am|call me|this is)\s+\p{Lu}/iu;
const PROPER = /^(?:[^\p{Lu}]*?(?:[Ii]['’]?[Mm]|am|me|is))\s+\p{Lu}/u;

function candidatesOf(parts: readonly SpokenPart[], language: Language): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [order, part] of parts.entries()) {
    if (part.role === "system" || (part.role === "assistant" && isOfflineReply(part.content))) continue;
    for (const sentence of splitSentences(part.content)) {
      const terms = termsOf(sentence, language.stopWords);
      if (INTRODUCES.test(sentence) && PROPER.test(sentence)) terms.push("nam");
      if (terms.length > 0) candidates.push({ sentence, part, order, terms });
    }
  }
  return candidates;
}

/** How well a term is met by another: 1 the same, less for a shared beginning or meaning, 0 not at all. Remembers. */
function likenessTo(term: string): (other: string) => number {
  const known = new Map<string, number>();
  return (other) => {
    let alike = known.get(other);
    if (alike === undefined) {
      alike = meansTheSame(term, other) ? SYNONYM : likeness(term, other);
      known.set(other, alike);
    }
    return alike;
  };
}

function best(likenessTo: WeightedTerm["likenessTo"], others: Iterable<string>): number {
  let most = 0;
  for (const other of others) most = Math.max(most, likenessTo(other));
  return most;
}

/** How rare a term is among the candidates: ln(1 + (N − n + 0.5) / (n + 0.5)), the idf of BM25. */
function rarity(likenessTo: WeightedTerm["likenessTo"], candidates: readonly Candidate[]): number {
  let holding = 0;
  for (const candidate of candidates) if (best(likenessTo, candidate.terms) > 0) holding += 1;
  const idf = Math.log(1 + (candidates.length - holding + 0.5) / (holding + 0.5));
  return holding === 0 ? idf * UNUSED_FACTOR : idf;
}

function weighted(terms: readonly string[], candidates: readonly Candidate[]): WeightedTerm[] {
  return terms.map((term) => {
    const like = likenessTo(term);
    // A floor, so that what every message speaks of still counts.
    const weight = Math.max(0.2, rarity(like, candidates)) * (isWeak(term) ? WEAK_WEIGHT : 1);
    return { weight, likenessTo: like };
  });
}

function coverage(query: readonly WeightedTerm[], terms: Iterable<string>): number {
  const others = [...terms];
  let met = 0;
  let all = 0;
  for (const { weight, likenessTo } of query) {
    met += weight * best(likenessTo, others);
    all += weight;
  }
  return all === 0 ? 0 : met / all;
}

/** How well each whole message covers the question: what stands around a sentence says what it is about. */
function coverageByMessage(
  query: readonly WeightedTerm[],
  candidates: readonly Candidate[],
): Map<number, number> {
  const terms = new Map<number, Set<string>>();
  for (const candidate of candidates) {
    const known = terms.get(candidate.order) ?? new Set<string>();
    for (const term of candidate.terms) known.add(term);
    terms.set(candidate.order, known);
  }
  return new Map([...terms].map(([order, all]) => [order, coverage(query, all)]));
}

function scoreOf(query: readonly WeightedTerm[], candidate: Candidate, nearby: number): number {
  const own = coverage(query, candidate.terms);
  if (own === 0) return 0;
  let relevant = 0;
  for (const term of candidate.terms) {
    if (query.some((asked) => asked.likenessTo(term) > 0)) relevant += 1;
  }
  const density = relevant / candidate.terms.length;
  const base = own + 0.25 * (nearby - own);
  const said = isQuestion(candidate.sentence) ? QUESTION_FACTOR : 1;
  return base * (0.85 + 0.15 * density) * said * speakerFactor(candidate.part);
}

function speakerFactor({ role, remembered }: SpokenPart): number {
  if (remembered === true) return MEMORY_FACTOR;
  return role === "assistant" ? REPLY_FACTOR : 1;
}

function sameWords(a: string, b: string): boolean {
  return foldedWords(a).join(" ") === foldedWords(b).join(" ");
}

/** The best first; of equals the newer one. What was said twice is quoted once, as it was said last. */
function bestOf(all: readonly Scored[]): Quote[] {
  const scored = withoutOutdated(all);
  scored.sort((a, b) => b.quote.score - a.quote.score || b.order - a.order);
  const highest = scored[0]?.quote.score ?? 0;
  const kept: Quote[] = [];
  for (const { quote } of scored) {
    if (quote.score < ENOUGH || quote.score < highest * NEARLY || kept.length === MOST_QUOTES) break;
    if (!kept.some((other) => sameWords(other.sentence, quote.sentence))) kept.push(quote);
  }
  return kept;
}

/**
 * Where a memory answers, what was said before it gives way: if that held still, it would be a memory too. A memory that
 * was contradicted is not among those that are recalled.
 */
function withoutOutdated(scored: readonly Scored[]): Scored[] {
  const answering = scored.filter(({ quote, remembered }) => remembered && quote.score >= ENOUGH);
  const newest = Math.max(...answering.map(({ quote }) => Date.parse(quote.saidAt ?? "") || -Infinity));
  return scored.filter(({ quote, remembered }) => remembered || !(Date.parse(quote.saidAt ?? "") < newest));
}

/** "What did I just say?": the newest statement of the user's. */
function newestStatement(candidates: readonly Candidate[]): Quote[] {
  const newest = candidates.findLast(({ part, sentence }) => part.role === "user" && !isQuestion(sentence));
  if (newest === undefined) return [];
  return [{ sentence: newest.sentence, role: "user", saidAt: newest.part.saidAt, score: 1 }];
}

/**
 * The sentences of `parts` that best answer `question`: at most three, none when nothing comes close. The offline
 * model's own replies and the system prompt are never quoted, questions only when nothing else fits.
 */
export function findQuotes(question: string, parts: readonly SpokenPart[]): Quote[] {
  const language = languageOf(question, foldedWords(question));
  const candidates = candidatesOf(parts, language);
  const asked = new Set(termsOf(question, language.stopWords));
  const about = [...asked].filter((term) => !isSpeaking(term));
  if (about.length === 0 && asked.size > 0) return newestStatement(candidates);
  const query = weighted(about, candidates);
  const nearby = coverageByMessage(query, candidates);
  const scored: Scored[] = [];
  for (const candidate of candidates) {
    const { sentence, part, order } = candidate;
    if (part.role === "system") continue;
    const score = scoreOf(query, candidate, nearby.get(order) ?? 0);
    if (score === 0 || sameWords(sentence, question)) continue;
    const quote = { sentence, role: part.role, saidAt: part.saidAt, score };
    scored.push({ quote, order, remembered: part.remembered === true });
  }
  return bestOf(scored);
}
