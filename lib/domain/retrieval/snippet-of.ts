import type { SnippetPart } from "@/types/search";
import { readingOf } from "./language-of-words";
import { isSpaceless, scriptRuns } from "./spaceless";
import { termsOfWord } from "./text-terms";
import { wordsIn } from "./words-in";

/** What is marked in a snippet. */
export type SnippetHits = { terms: ReadonlySet<string>; phrases: readonly string[] };

type Mark = { start: number; end: number; what: string };

/** Read at once: most texts are shorter, and in most longer ones a hit is near the beginning. */
const BLOCK = 8_000;
/** What stands before the first hit. */
const LEAD = 40;
/** How far a cut moves to stand between words. */
const REACH = 20;

/** The part of a text that has the most of what was searched for, at most `length` characters, with the hits marked. */
export function snippetOf(text: string, hits: SnippetHits, length = 240): SnippetPart[] {
  const marks = firstMarks(text, hits);
  const from = text.length <= length ? 0 : startOf(text, marks, length);
  const to = endOf(text, from, marks, length);
  const parts: SnippetPart[] = from > 0 ? [{ text: "…", hit: false }] : [];
  let at = from;
  for (const { start, end } of marks) {
    if (start < at || end > to) continue;
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < to) parts.push({ text: text.slice(at, to), hit: false });
  if (to < text.length) parts.push({ text: "…", hit: false });
  return parts;
}

/** Those of the first block that has any. */
function firstMarks(text: string, hits: SnippetHits): Mark[] {
  for (let at = 0; at < text.length; at += BLOCK) {
    const block = text.slice(at, at + BLOCK + REACH);
    const marks = [...phraseMarks(block, hits.phrases), ...wordMarks(block, hits.terms)];
    // Longer ones first where two begin at the same place.
    marks.sort((a, b) => a.start - b.start || b.end - a.end);
    if (marks.length > 0)
      return marks.map((mark) => ({ ...mark, start: at + mark.start, end: at + mark.end }));
  }
  return [];
}

function phraseMarks(text: string, phrases: readonly string[]): Mark[] {
  return phrases.flatMap((phrase) => {
    const pattern = phrase.trim().split(/\s+/).map(escaped).join("\\s+");
    return [...text.matchAll(new RegExp(pattern, "giu"))].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      what: phrase,
    }));
  });
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

function wordMarks(text: string, terms: ReadonlySet<string>): Mark[] {
  const words = wordsIn(text);
  // A word alone does not tell its language.
  const reading = readingOf(text, words);
  return words.flatMap(({ word, start, end }) => {
    const found = termsOfWord(word, reading).find((term) => terms.has(term));
    if (found === undefined) return [];
    const written = text.slice(start, end);
    return isSpaceless(word) || scriptRuns(word).length > 1
      ? pairMarks(written, terms, start)
      : [{ start, end, what: found }];
  });
}

/** In scripts without spaces a "word" is a sentence: only the characters that were searched for are marked. */
function pairMarks(written: string, terms: ReadonlySet<string>, offset: number): Mark[] {
  const marks: Mark[] = [];
  let at = offset;
  const characters = Array.from(written.normalize("NFC") === written ? written : "");
  for (const [index, character] of characters.entries()) {
    const pair = character + (characters[index + 1] ?? "");
    const last = marks.at(-1);
    if (terms.has(pair)) {
      const end = at + pair.length;
      if (last && last.end > at) last.end = end;
      else marks.push({ start: at, end, what: pair });
    }
    at += character.length;
  }
  return marks.length > 0 ? marks : [{ start: offset, end: offset + written.length, what: written }];
}

/** Where to begin so that as much as possible of what was searched for is seen. */
function startOf(text: string, marks: readonly Mark[], length: number): number {
  let best = { start: 0, found: 0 };
  for (const [index, { start }] of marks.entries()) {
    const seen = new Set<string>();
    for (let next = index; next < marks.length; next += 1) {
      const mark = marks[next];
      if (mark === undefined || mark.end > start + length - LEAD) break;
      seen.add(mark.what);
    }
    if (seen.size > best.found) best = { start, found: seen.size };
  }
  if (best.start <= LEAD) return 0;
  const from = Math.min(best.start - LEAD, Math.max(0, text.length - length));
  const gap = text.slice(from, Math.min(from + REACH, best.start)).search(/\s\S/u);
  return gap >= 0 ? from + gap + 1 : between(text, from);
}

function endOf(text: string, from: number, marks: readonly Mark[], length: number): number {
  if (text.length - from <= length) return text.length;
  const to = from + length;
  const cut = marks.find((mark) => mark.start < to && mark.end > to);
  if (cut && cut.start > from) return between(text, cut.start);
  const gap = /\s+\S*$/u.exec(text.slice(to - REACH, to));
  return gap && gap.index > 0 ? to - REACH + gap.index : between(text, to);
}

/** Never in the middle of a character. */
function between(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
