import type { FactKind, SummaryFact } from "@/types/summary";
import { speakerOf } from "./speaker";

/** How much is lost with a fact of a kind. Decisions bind what comes later; a name alone tells least. */
const OF_KIND: Readonly<Record<FactKind, number>> = {
  decision: 5,
  constraint: 4.5,
  preference: 4,
  command: 4,
  date: 3.5,
  number: 3.5,
  question: 3,
  name: 2.5,
};
/** What a reply says can be asked for again; what the user said cannot. */
const IN_REPLY = 0.5;
const IN_QUESTION = 0.6;

/** How much a fact matters, from what is stored of it. */
export function factWeight({ kind, text }: Pick<SummaryFact, "kind" | "text">): number {
  const { role, words } = speakerOf(text);
  const asks = kind !== "question" && /[?？؟]$/.test(words);
  return OF_KIND[kind] * (role === "assistant" ? IN_REPLY : 1) * (asks ? IN_QUESTION : 1);
}

/** Facts are the same when the same has to be found for both. */
export function factId({ kind, keys }: Pick<SummaryFact, "kind" | "keys">): string {
  return `${kind} ${keys.join("\n")}`;
}
