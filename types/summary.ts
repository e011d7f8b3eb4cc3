import type { MessageSpan } from "./context";

/** A fact of a conversation that a summary has to keep. */
export type FactKind =
  "name" | "number" | "date" | "decision" | "constraint" | "command" | "question" | "preference";
export type SummaryFact = {
  kind: FactKind;
  /** The words in which it was said. */
  text: string;
  /** What has to be found in a summary for the fact to count as kept. */
  keys: string[];
  seq: number;
  /** In the summary's own lines, word for word in its ledger, or in neither because the ledger is full. */
  where: "summary" | "ledger" | "lost";
};

export type SummaryLine = {
  text: string;
  from: number;
  to: number;
  /** Written or edited by the user: carried into later versions as it stands. */
  byUser: boolean;
};

/** How a version came about. */
export type SummarySource = "model" | "extract" | "user";

export type Summary = {
  version: number;
  /** Made from the messages after the version before it; stands for everything from `from` to `to`. */
  span: MessageSpan;
  lines: SummaryLine[];
  facts: SummaryFact[];
  tokens: number;
  /** What the same messages cost word for word. */
  replaces: number;
  source: SummarySource;
  model: string | null;
  active: boolean;
  createdAt: string;
};
