import type { FactKind } from "@/types/summary";

/** A checkable thing at a place of a sentence. `keys` are in the form in which they are compared. */
export type Mention = { kind: FactKind; keys: string[]; from: number; to: number };

/** A pattern's finds that overlap nothing found before. */
export function freeMatches(text: string, pattern: RegExp, taken: readonly Mention[]): RegExpExecArray[] {
  const free: RegExpExecArray[] = [];
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const to = from + match[0].length;
    if (!taken.some((other) => from < other.to && other.from < to)) free.push(match);
  }
  return free;
}
