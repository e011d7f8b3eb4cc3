import type { SummaryLine } from "@/types/summary";
import type { FoundFact } from "./extract-facts";
import { factId, factWeight } from "./fact-weight";
import type { LineCandidate } from "./line-candidates";
import { speakerOf, withSpeaker } from "./speaker";

/** What the frame of a line costs a reader, in tokens: keeps single words from winning over sentences. */
const FRAME = 8;
/** Lines that add less than this are not worth their place, even where there is room. */
const LEAST_WORTH = 0.5;

/**
 * The lines that say most for their tokens within `target`: again and again the one that adds the weightiest facts per
 * token that no line chosen before says. The same candidates always give the same lines, in their order.
 */
export function pickLines<Candidate extends LineCandidate>(
  candidates: readonly Candidate[],
  facts: readonly FoundFact[],
  tokensOf: (candidate: Candidate) => number,
  target: number,
): Candidate[] {
  const missing = new Map(facts.map((fact) => [factId(fact), factWeight(fact)]));
  const open = new Set(candidates);
  const picked = new Set<Candidate>();
  let left = target;
  for (;;) {
    const best = bestOf(open, missing, tokensOf, left);
    if (best === null) break;
    left -= tokensOf(best);
    open.delete(best);
    picked.add(best);
    for (const id of best.facts) missing.delete(id);
  }
  return candidates.filter((candidate) => picked.has(candidate));
}

function bestOf<Candidate extends LineCandidate>(
  open: Set<Candidate>,
  missing: ReadonlyMap<string, number>,
  tokensOf: (candidate: Candidate) => number,
  left: number,
): Candidate | null {
  let best: Candidate | null = null;
  let most = 0;
  for (const candidate of open) {
    const tokens = tokensOf(candidate);
    const worth = worthOf(candidate, missing);
    // What does not fit now, or adds nothing any more, never will.
    if (tokens > left || worth < LEAST_WORTH) open.delete(candidate);
    else if (worth / (tokens + FRAME) > most) {
      best = candidate;
      most = worth / (tokens + FRAME);
    }
  }
  return best;
}

function worthOf({ worth, facts }: LineCandidate, missing: ReadonlyMap<string, number>): number {
  let sum = worth;
  for (const id of facts) sum += missing.get(id) ?? 0;
  return sum;
}

/** Lines in the order of their messages; what was picked of one message by the same speaker is one line. */
export function joinLines(lines: readonly SummaryLine[]): SummaryLine[] {
  const ordered = lines.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const joined: SummaryLine[] = [];
  for (const line of ordered) {
    const before = joined.at(-1);
    const both = before === undefined ? null : joinedText(before, line);
    if (before === undefined || both === null) joined.push(line);
    else joined[joined.length - 1] = { ...before, text: both };
  }
  return joined;
}

/** As the database and the API have it for one line. */
const LONGEST_LINE = 2_000;

function joinedText(a: SummaryLine, b: SummaryLine): string | null {
  if (a.byUser || b.byUser || a.from !== a.to || b.from !== b.to || a.from !== b.from) return null;
  const first = speakerOf(a.text);
  const second = speakerOf(b.text);
  if (first.role !== second.role || a.text.length + b.text.length >= LONGEST_LINE) return null;
  return withSpeaker(first.role, `${first.words} ${second.words}`);
}
