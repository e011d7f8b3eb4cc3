/** One sentence of prose, or one line of a shell block. */
export type Sentence = { text: string; code: boolean };

/** Longer sentences are taken in pieces, so that no pattern ever runs over more, in UTF-16 units. */
const LONGEST_SENTENCE = 400;
/** What is looked at of one message: all that any but a pasted file says, in UTF-16 units and in sentences. */
const LONGEST_MESSAGE = 100_000;
const MOST_SENTENCES = 2_000;

const FENCE = /^ {0,3}(?:```|~~~)\s*([\w+-]*)/;
const SHELLS = new Set(["bash", "sh", "shell", "zsh", "console", "terminal", "powershell", "ps1", "cmd"]);
const LIST_MARK = /^\s*(?:[-*•>#]{1,6}|\d{1,3}[.)])\s+/;
const EMPHASIS = /\*\*|__/g;
const WIDE_END = /[。！？]/;
const END = /[.!?…؟]/;
const CLOSING = /["”’»)\]』」）*]/;
const ABBREVIATIONS = new Set(
  "mr mrs ms dr prof st nr no vs etc e.g i.e z.b d.h ca approx fig vol inc ltd jan feb mar apr jun jul aug sep sept oct nov dec".split(
    " ",
  ),
);

/**
 * The sentences of a message in order, without list marks and emphasis. Of code only shell blocks are given, line by
 * line. The work grows with the text and no faster, whatever is in it.
 */
export function sentencesOf(content: string): Sentence[] {
  const sentences: Sentence[] = [];
  let fence: "none" | "shell" | "code" = "none";
  for (const line of content.slice(0, LONGEST_MESSAGE).split("\n")) {
    const mark = FENCE.exec(line);
    if (sentences.length >= MOST_SENTENCES) break;
    if (mark !== null) {
      fence = fence !== "none" ? "none" : SHELLS.has((mark[1] ?? "").toLowerCase()) ? "shell" : "code";
      continue;
    }
    if (fence === "code") continue;
    if (fence === "shell") pushWhole(sentences, line, true);
    else for (const part of splitLine(withoutMarks(line))) pushWhole(sentences, part, false);
  }
  return sentences;
}

function withoutMarks(line: string): string {
  return line.replace(LIST_MARK, "").replace(EMPHASIS, "");
}

function pushWhole(sentences: Sentence[], text: string, code: boolean): void {
  for (const piece of pieces(text.trim())) sentences.push({ text: piece, code });
}

/** A text that is too long for one sentence, cut between words. */
function pieces(text: string): string[] {
  const cut: string[] = [];
  let rest = text;
  while (rest.length > LONGEST_SENTENCE) {
    const gap = rest.lastIndexOf(" ", LONGEST_SENTENCE);
    const at = gap > LONGEST_SENTENCE / 2 ? gap : pairSafe(rest, LONGEST_SENTENCE);
    cut.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== "") cut.push(rest);
  return cut;
}

/** A position that does not part a pair of surrogates. */
function pairSafe(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}

function splitLine(line: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < line.length; i += 1) {
    const end = sentenceEnd(line, start, i);
    if (end === null) continue;
    parts.push(line.slice(start, end));
    start = end;
    i = end - 1;
  }
  parts.push(line.slice(start));
  return parts;
}

/** Where the sentence ends whose last mark stands at `i`, closing quotes included; null when none ends there. */
function sentenceEnd(line: string, start: number, i: number): number | null {
  const mark = line.charAt(i);
  const wide = WIDE_END.test(mark);
  if (!wide && !END.test(mark)) return null;
  const end = afterClosing(line, i + 1);
  if (wide || end === line.length) return end;
  if (line.charAt(end) !== " ") return null;
  return mark === "." && (isAbbreviated(line, start, i) || continues(line, end)) ? null : end;
}

function afterClosing(line: string, from: number): number {
  let end = from;
  while (end < line.length && CLOSING.test(line.charAt(end))) end += 1;
  return end;
}

function isAbbreviated(line: string, start: number, dot: number): boolean {
  // No abbreviation is longer, so no more is looked at.
  const before = line.slice(Math.max(start, dot - 8), dot);
  const word = before.slice(before.lastIndexOf(" ") + 1).replace(/^[("“]+/, "");
  // "3. Mai" is a date; a sentence that ends in a small number runs on, which does no harm.
  return /^(?:\p{Lu}|\d{1,2})$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase());
}

/** A small letter after a full stop goes on with the sentence. */
function continues(line: string, end: number): boolean {
  return /\p{Ll}/u.test(line.charAt(end + 1));
}
