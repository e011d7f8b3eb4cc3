import fc from "fast-check";
import type { CountedRecall, RecallPart } from "@/lib/domain/context/recalled";
import type { CountedMemory } from "@/lib/domain/prompts/memory-blocks";
import { recalledBlock, standingBlock } from "@/lib/domain/prompts/memory-blocks";
import { conversationId, memoryId } from "@/types/api";
import type { Memory } from "@/types/memory";
import { idOf, SAID_AT } from "./stored-rows";

export const HERE = conversationId.parse("11111111-1111-4111-8111-111111111111");
export const ELSEWHERE = conversationId.parse("22222222-2222-4222-8222-222222222222");

/** The same number always has the same id. */
export const memoryIdOf = (n: number) => memoryId.parse(idOf(100_000 + n));

/** A memory that holds. */
export function memory(n: number, over: Partial<Memory> = {}): Memory {
  return {
    id: memoryIdOf(n),
    type: "long_term",
    kind: "fact",
    content: `fact ${n}`,
    importance: 5,
    reasons: [],
    metadata: {},
    topic: null,
    agentId: null,
    conversationId: null,
    sources: [],
    validFrom: SAID_AT,
    validTo: null,
    supersededBy: null,
    trust: "stated",
    standing: false,
    uses: 0,
    tokensSpent: 0,
    lastUsedAt: null,
    tokens: 10,
    revision: 1,
    createdAt: SAID_AT,
    updatedAt: SAID_AT,
    ...over,
  };
}

export function standing(n: number, tokens: number): CountedMemory {
  const each = memory(n, { standing: true, kind: "preference" });
  return { memory: each, block: { text: standingBlock(each), tokens } };
}

/** Message `seq` of this conversation as it may be recalled. */
export function recalledItem(
  seq: number,
  tokens: number,
  over: Partial<CountedRecall["item"]> = {},
): CountedRecall {
  const item: CountedRecall["item"] = {
    kind: "message",
    id: idOf(seq),
    conversationId: HERE,
    seq,
    role: "user",
    author: null,
    title: null,
    saidAt: SAID_AT,
    content: `message ${seq}`,
    score: 1,
    parts: { lexical: 1, vector: 0, neighbours: 0, prior: 0 },
    why: "relevant",
    ...over,
  };
  return { item, block: { text: recalledBlock(item), tokens } };
}

export const HEADING = { text: "# Recalled\n", tokens: 12 };

export function recallOf(items: readonly CountedRecall[], share = 0.15): RecallPart {
  return { share, heading: HEADING, items };
}

/** Anything that may be recalled, some of it in the window, some of it twice. */
export const recallParts: fc.Arbitrary<RecallPart> = fc
  .record({
    share: fc.constantFrom(0, 0.15, 0.15, 0.4),
    items: fc.array(
      fc.record({
        seq: fc.integer({ min: 1, max: 120 }),
        tokens: fc.integer({ min: 5, max: 400 }),
        score: fc.double({ min: 0, max: 2, noNaN: true }),
      }),
      { maxLength: 20 },
    ),
  })
  .map(({ share, items }) =>
    recallOf(
      items.map(({ seq, tokens, score }) => recalledItem(seq, tokens, { score })),
      share,
    ),
  );

export const standingParts = fc.array(fc.integer({ min: 5, max: 200 }), { maxLength: 8 }).map((sizes) => ({
  heading: { text: "# Memories\n", tokens: 20 },
  items: sizes.map((tokens, index) => standing(index, tokens)),
}));
