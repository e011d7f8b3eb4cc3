import type { ReceiptLine, RecalledEntry } from "@/types/receipt";
import type { RecalledFacts } from "@/types/recall";
import type { CountedMemory } from "../prompts/memory-blocks";
import { systemLines } from "../prompts/system-message";
import type { BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import { factsOfRecalled } from "./recalled-facts";
import { scaledLines } from "./scale";

/** One thing of the memories segment, with its share of that line in our count. */
export type MemoryItem = { facts: RecalledFacts; text: string; counted: number };

const NO_PARTS = { lexical: 0, vector: 0, neighbours: 0, prior: 0 };

/** Everything in the memories segment; together they are its line. A heading is charged to the first under it. */
export function memoryItems(context: ContextInput, built: BuiltContext): MemoryItem[] {
  const line = built.lines.find(({ kind }) => kind === "memories")?.counted ?? 0;
  const system = { ...context.system, standing: withItems(context, built.standing) };
  const inSystem = built.standing.length === 0 ? 0 : systemLines(system, built.block).memories;
  return [
    ...charged(inSystem, built.standing, factsOfStanding, ({ memory }) => memory.content),
    ...charged(
      line - inSystem,
      built.recalled,
      ({ item }) => factsOfRecalled(item),
      ({ item }) => item.content,
    ),
  ];
}

/** The same for a receipt: without their words, in the model's own tokens, which add up to the line's. */
export function recalledEntries(context: ContextInput, built: BuiltContext): RecalledEntry[] {
  const items = memoryItems(context, built);
  let before = 0;
  for (const { kind, counted } of built.lines) if (BEFORE.has(kind)) before += counted;
  const [, ...tokens] = scaledLines(context.scale, [before, ...items.map(({ counted }) => counted)]);
  return items.map(({ facts: { kind, id, seq, score, conversationId, parts, why } }, index) => ({
    kind,
    id,
    seq,
    score: rounded(score),
    tokens: tokens[index] ?? 0,
    conversationId,
    parts: {
      lexical: rounded(parts.lexical),
      vector: rounded(parts.vector),
      neighbours: rounded(parts.neighbours),
      prior: rounded(parts.prior),
    },
    ...(why === null ? {} : { why }),
  }));
}

/** What stands in display order before the memories. */
const BEFORE: ReadonlySet<ReceiptLine["kind"]> = new Set(["system", "tools", "pinned"]);

function withItems({ system }: ContextInput, items: readonly CountedMemory[]) {
  return { heading: system.standing?.heading ?? { text: "", tokens: 0 }, items };
}

function charged<Part extends { block: { tokens: number } }>(
  tokens: number,
  parts: readonly Part[],
  factsOf: (part: Part) => RecalledFacts,
  textOf: (part: Part) => string,
): MemoryItem[] {
  let rest = tokens;
  const items = parts.toReversed().map((part, index): MemoryItem => {
    const counted = index === parts.length - 1 ? rest : part.block.tokens;
    rest -= counted;
    return { facts: factsOf(part), text: textOf(part), counted };
  });
  return items.reverse();
}

function factsOfStanding({ memory }: CountedMemory): RecalledFacts {
  const source = memory.sources[0];
  return {
    kind: "memory",
    id: memory.id,
    conversationId: source?.conversationId ?? memory.conversationId,
    title: source?.title ?? "",
    seq: source?.seq ?? null,
    role: null,
    saidAt: memory.validFrom,
    score: 0,
    parts: NO_PARTS,
    why: "standing",
    mark: null,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
