import type { ContextRow } from "@/lib/domain/context/context-row";
import type { CompactionWork, LabSummary, Summarise } from "@/lib/domain/lab/lab-summary";
import { summaryBlock } from "@/lib/domain/prompts/system-message";
import { chooseTurns } from "@/lib/domain/summaries/choose-turns";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenFamily } from "@/types/words";
import { NOTHING, summaryMaterial, writeSummary } from "../summaries/write-summary";

type Taken = ContextRow & { tokens: number };
type Covered = Pick<LabSummary["counted"], "version" | "from" | "to" | "messages" | "replaces">;

/** Summaries as they are written without a model: by our own rules, for nothing, and always the same. */
export function labSummariser(counter: TokenCounter, family: TokenFamily): Summarise {
  // Strategies that summarise often come to the same point; what was written there need not be written again.
  const known = new Map<string, Promise<LabSummary | null>>();
  return (work) => {
    const { before, uncovered, room, budget } = work;
    const at = [
      budget,
      room,
      uncovered[0]?.seq ?? 0,
      uncovered.at(-1)?.seq ?? 0,
      before?.counted.block.text ?? "",
    ];
    const key = JSON.stringify(at);
    const made = known.get(key) ?? summarise(counter, family, work);
    known.set(key, made);
    return made;
  };
}

async function summarise(
  counter: TokenCounter,
  family: TokenFamily,
  { before, uncovered, room, budget }: CompactionWork,
): Promise<LabSummary | null> {
  const rows: Taken[] = uncovered.map((row) => ({ ...row, tokens: row.muted ? 0 : row.tokenCount }));
  // As after a turn: no turn stays because it is the newest.
  const taken = rows.slice(0, chooseTurns(rows, { room, more: false, keep: 0 }));
  const covered = covering(before?.counted ?? null, taken);
  if (covered === null) return null;
  const material = await summaryMaterial(
    before ?? NOTHING,
    taken.filter((row) => !row.muted),
  );
  const written = await writeSummary({ counter, family, budget }, material, null);
  const { text, quotes } = summaryBlock(written.lines, written.facts);
  const block = { text, tokens: await counter.countText(family, text) };
  return { lines: written.lines, facts: written.facts, counted: { ...covered, block, quotes } };
}

function covering(before: Covered | null, taken: readonly Taken[]): Covered | null {
  const first = taken[0];
  const last = taken.at(-1);
  if (first === undefined || last === undefined) return null;
  const earlier = before ?? { version: 0, from: first.seq, messages: 0, replaces: 0 };
  let replaces = earlier.replaces;
  for (const row of taken) replaces += row.tokens;
  return {
    version: earlier.version + 1,
    from: earlier.from,
    to: last.seq,
    messages: earlier.messages + taken.length,
    replaces,
  };
}
