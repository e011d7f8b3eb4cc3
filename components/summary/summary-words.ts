import type { FactKind, Summary, SummaryFact } from "@/types/summary";
import { shortModelName } from "@/components/chat/model-options";
import { tokenFigure } from "@/components/context/token-figure";

/** "23 of 23 facts kept, 4 in the ledger". */
export function factWords(facts: readonly SummaryFact[]): string {
  if (facts.length === 0) return "No facts were found to keep";
  const lost = facts.filter(({ where }) => where === "lost").length;
  const ledger = facts.filter(({ where }) => where === "ledger").length;
  const kept = `${tokenFigure(facts.length - lost)} of ${tokenFigure(facts.length)}`;
  return `${kept} ${facts.length === 1 ? "fact" : "facts"} kept, ${tokenFigure(ledger)} in the ledger`;
}

/** Where the kept facts are, in words: "90 are in the lines below, 14 in the ledger, in the words they were said in." */
export function keptWords(facts: readonly SummaryFact[]): string | null {
  const lines = facts.filter(({ where }) => where === "summary").length;
  const ledger = facts.filter(({ where }) => where === "ledger").length;
  if (lines + ledger === 0) return null;
  if (ledger === 0) return "The lines below say all that is kept.";
  const said = `${tokenFigure(ledger)} in the ledger, in the words they were said in.`;
  return lines === 0
    ? `None is in the lines below; ${said}`
    : `${tokenFigure(lines)} ${areOrIs(lines)} in the lines below, ${said}`;
}

/** What became of the others; null where there are none. */
export function lostWords(facts: readonly SummaryFact[]): string | null {
  const lost = facts.filter(({ where }) => where === "lost").length;
  if (lost === 0) return null;
  return `${tokenFigure(lost)} ${areOrIs(lost)} in neither, because the ledger is full: only the messages hold ${lost === 1 ? "it" : "them"}.`;
}

function areOrIs(count: number): string {
  return count === 1 ? "is" : "are";
}

/** Who wrote a version, as a sentence without its full stop. */
export function madeWords({ source, model }: Pick<Summary, "source" | "model">): string {
  switch (source) {
    case "model":
      return model === null ? "Written by a model" : `Written by ${shortModelName(model)}`;
    case "extract":
      return "From your own words, without a model";
    case "user":
      return "Edited by you";
    default:
      return source satisfies never;
  }
}

const FACT_KINDS: Record<FactKind, string> = {
  name: "Name",
  number: "Number",
  date: "Date",
  decision: "Decision",
  constraint: "Constraint",
  command: "Command",
  question: "Open question",
  preference: "Preference",
};

export function factKindWords(kind: FactKind): string {
  return FACT_KINDS[kind];
}
