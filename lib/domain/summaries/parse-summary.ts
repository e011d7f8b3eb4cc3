import type { SummaryLine } from "@/types/summary";
import { cutAtWord } from "./gist";

/** As the API has it for one line, in UTF-16 units. */
const LONGEST_LINE = 2_000;
/** What is read of an answer at most. */
const MOST_LINES = 200;

const DECORATION = /^(?:[\s>*•·–—-]|\d{1,3}[.)]\s)+/;
const NUMBERS =
  /^[[(【]\s*(?:messages?\s*)?#?(\d{1,15})(?:\s*(?:[-–—,~]|to|bis)\s*#?(\d{1,15}))?[^\])】]*[\])】]\s*[:.–—-]?\s*/iu;
const BARE_NUMBERS = /^#?(\d{1,15})(?:\s*[-–—]\s*#?(\d{1,15}))?\s*[:|]\s+/u;
const NUMBERS_LAST = /\s*[[(【]\s*#?(\d{1,15})(?:\s*[-–—,]\s*#?(\d{1,15}))?\s*[\])】]\s*\.?$/u;
/** Said about the summary, not by it. */
const TALK =
  /^(?:```.*|~~~.*|#{1,6}\s.*|(?:here(?:'s| is)|this is|below is|sure|summary|notes)\b[^.]{0,80}:?)$/i;

/**
 * The lines of a model's answer, however it decorated them. A line without message numbers belongs to those of the line
 * before it; numbers outside of `span` are drawn into it. [] for an answer that holds none.
 */
export function parseSummary(answer: string, span: { from: number; to: number }): SummaryLine[] {
  const lines: SummaryLine[] = [];
  let numbered = false;
  for (const raw of answer.split("\n")) {
    if (lines.length === MOST_LINES) break;
    const bare = raw.replace(DECORATION, "").replace(/\*\*/g, "").trim();
    if (bare === "" || TALK.test(bare)) continue;
    const { text, range } = readNumbers(bare);
    if (text === "") continue;
    numbered ||= range !== null;
    const before = lines.at(-1) ?? span;
    lines.push({ text: cutAtWord(text, LONGEST_LINE), byUser: false, ...within(range ?? before, span) });
  }
  // An answer without a single number is talk, not notes.
  return numbered ? lines : [];
}

function readNumbers(line: string): { text: string; range: { from: number; to: number } | null } {
  for (const pattern of [NUMBERS, BARE_NUMBERS, NUMBERS_LAST]) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const from = Number(match[1]);
    return { text: line.replace(pattern, "").trim(), range: { from, to: Number(match[2] ?? from) } };
  }
  return { text: line, range: null };
}

function within(range: { from: number; to: number }, span: { from: number; to: number }) {
  const into = (seq: number) => Math.min(span.to, Math.max(span.from, seq));
  const a = into(range.from);
  const b = into(range.to);
  return { from: Math.min(a, b), to: Math.max(a, b) };
}
