import { formOf, wordsOf, type ContextRow } from "../context/context-row";
import { extractFacts, type FoundFact } from "../summaries/extract-facts";
import { factId } from "../summaries/fact-weight";
import { recallTest } from "../summaries/recall-test";
import type { ReplayedCall } from "./replay-turns";

/** The facts of a conversation and every message that says them. */
export type LabFacts = Map<string, { fact: FoundFact; seqs: Set<number> }>;

/** Messages that are read for facts at once: small enough that others get their turn in between. */
const AT_ONCE = 40;
/** Facts that are looked for at once. */
const TESTED_AT_ONCE = 250;

/** The facts of messages, oldest first; `breathe` lets others have their turn. Muted ones say nothing to be reached. */
export async function readFacts(
  rows: readonly ContextRow[],
  breathe: () => Promise<void>,
): Promise<LabFacts> {
  const facts: LabFacts = new Map();
  const said = rows.filter((row) => !row.muted);
  for (let from = 0; from < said.length; from += AT_ONCE) {
    addFacts(facts, said.slice(from, from + AT_ONCE));
    await breathe();
  }
  return facts;
}

function addFacts(facts: LabFacts, rows: readonly ContextRow[]): void {
  const extracted = extractFacts(rows);
  for (const fact of extracted.facts) {
    if (!facts.has(factId(fact))) facts.set(factId(fact), { fact, seqs: new Set() });
  }
  for (const { seq, facts: ids } of extracted.sentences) {
    for (const id of ids) facts.get(id)?.seqs.add(seq);
  }
}

/** How many of the facts are in a call, word for word or in its summary. A call that is refused holds none. */
export async function factsInReach(
  facts: LabFacts,
  call: ReplayedCall | null,
  breathe: () => Promise<void>,
): Promise<{ kept: number; of: number }> {
  if (call === null) return { kept: 0, of: facts.size };
  const whole = seqsWordForWord(call);
  const elsewhere: FoundFact[] = [];
  let kept = 0;
  for (const { fact, seqs } of facts.values()) {
    if ([...seqs].some((seq) => whole.has(seq))) kept += 1;
    else elsewhere.push(fact);
  }
  const lines = shortened(call);
  for (let from = 0; from < elsewhere.length; from += TESTED_AT_ONCE) {
    kept += recallTest(elsewhere.slice(from, from + TESTED_AT_ONCE), lines).kept.length;
    await breathe();
  }
  return { kept, of: facts.size };
}

function seqsWordForWord({ context, built }: ReplayedCall): Set<number> {
  const rows = [
    ...built.kept.filter((row) => formOf(row) !== "compressed"),
    ...built.block.map(({ row }) => row),
  ];
  const seqs = new Set(rows.map((row) => row.seq));
  if (context.current !== null && context.current.seq !== null) seqs.add(context.current.seq);
  return seqs;
}

/** What stands in the call for other words: the summary with its ledger, and the gists of compressed messages. */
function shortened({ built, summary }: ReplayedCall): { text: string }[] {
  const ledger = (summary?.facts ?? []).filter((fact) => fact.where === "ledger");
  const gists = built.kept.filter((row) => formOf(row) === "compressed");
  return [...(summary?.lines ?? []), ...ledger, ...gists.map((row) => ({ text: wordsOf(row) }))];
}
