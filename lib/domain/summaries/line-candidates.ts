import type { SummaryLine } from "@/types/summary";
import type { FoundFact, SourceSentence } from "./extract-facts";
import { factId } from "./fact-weight";
import { indexLine } from "./line-index";
import { saysFact } from "./recall-test";

/** A line that may go into a summary: what it says, and what it is worth besides its facts. */
export type LineCandidate = { line: SummaryLine; facts: string[]; worth: number };

/** What opens a message says what it is about; users say what they want, replies how. */
const OPENING_OF_USER = 1;
const OPENING_OF_REPLY = 0.3;
/** How a conversation opens is mostly what it is for. */
const FIRST_MESSAGE = 3;
/** An earlier version thought it worth keeping. */
const EARLIER = 1.5;
/** Says nothing by itself. */
const SHORTEST = 12;

/** The sentences of raw messages as candidates. */
export function sentenceCandidates(
  sentences: readonly SourceSentence[],
  wanted: ReadonlySet<string>,
): LineCandidate[] {
  const candidates: LineCandidate[] = [];
  for (const { seq, text, opening, byUser, facts } of sentences) {
    const worth = opening ? worthOfOpening(seq, byUser) : 0;
    const ids = facts.filter((id) => wanted.has(id));
    if (ids.length === 0 && (worth === 0 || text.length < SHORTEST)) continue;
    candidates.push({ line: { text, from: seq, to: seq, byUser: false }, facts: ids, worth });
  }
  return candidates;
}

function worthOfOpening(seq: number, byUser: boolean): number {
  return (byUser ? OPENING_OF_USER : OPENING_OF_REPLY) + (seq === 1 ? FIRST_MESSAGE : 0);
}

/** Lines that are there already, an earlier version's or a model's, as candidates. */
export function writtenCandidates(
  lines: readonly SummaryLine[],
  facts: readonly FoundFact[],
): LineCandidate[] {
  return lines.map((line) => {
    const index = indexLine(line.text);
    return { line, facts: facts.filter((fact) => saysFact(index, fact)).map(factId), worth: EARLIER };
  });
}
