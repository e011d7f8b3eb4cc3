import type { SummaryFact } from "@/types/summary";
import { indexLine, saysCode, saysKey, type LineIndex } from "./line-index";

type Checked = Pick<SummaryFact, "kind" | "keys">;

/** Whether a line says a fact: everything that has to be found is found in that one line. */
export function saysFact(line: LineIndex, { kind, keys }: Checked): boolean {
  if (kind === "command") return keys.every((key) => saysCode(line, key));
  // A name in another form may be another name; what a statement is about may be put in other forms.
  return keys.every((key) => saysKey(line, key, kind !== "name"));
}

/** Each fact with whether some line says it. */
export function recallTest<Fact extends Checked>(
  facts: readonly Fact[],
  lines: readonly { text: string }[],
): { kept: Fact[]; lost: Fact[] } {
  const indexed = lines.map(({ text }) => indexLine(text));
  const kept: Fact[] = [];
  const lost: Fact[] = [];
  for (const fact of facts) (indexed.some((line) => saysFact(line, fact)) ? kept : lost).push(fact);
  return { kept, lost };
}
