import {
  joinedInstructions,
  pinBlock,
  PINS_HEADING,
  summaryBlock,
  type CountedPin,
  type CountedSummary,
  type SystemParts,
} from "@/lib/domain/prompts/system-message";
import type { CountedText } from "@/lib/domain/prompts/quoted-text";
import { STANDING_HEADING, standingBlock, type CountedMemory } from "@/lib/domain/prompts/memory-blocks";
import type { ContextRow } from "@/lib/domain/context/context-row";
import type { StoredSummary } from "@/lib/ports/summary-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Agent } from "@/types/chat";
import type { Memory } from "@/types/memory";
import type { TokenFamily } from "@/types/words";

/** The parts of the system message that are known before the history is read: all but the pinned messages. */
export async function countSystem(
  counter: TokenCounter,
  family: TokenFamily,
  { agent, summary }: { agent: Pick<Agent, "systemPrompt" | "revision">; summary: StoredSummary | null },
): Promise<SystemParts> {
  const count = (text: string) => countedText(counter, family, text);
  const [instructions, joined, pinsHeading, counted] = await Promise.all([
    count(agent.systemPrompt),
    count(joinedInstructions(agent.systemPrompt)),
    count(PINS_HEADING),
    countSummary(counter, family, summary),
  ]);
  const joinedTokens = joined.tokens;
  return {
    family,
    revision: agent.revision,
    instructions,
    joinedTokens,
    pinsHeading,
    pins: [],
    summary: counted,
  };
}

export async function countSummary(
  counter: TokenCounter,
  family: TokenFamily,
  summary: StoredSummary | null,
): Promise<CountedSummary | null> {
  if (summary === null) return null;
  const { text, quotes } = summaryBlock(summary.lines, summary.facts);
  const { version, from, to, messages, replaces } = summary;
  return { version, from, to, messages, replaces, block: await countedText(counter, family, text), quotes };
}

/** Pinned messages with what they take in the block, whether or not they will stand there. */
export function countPins(
  counter: TokenCounter,
  family: TokenFamily,
  rows: readonly ContextRow[],
): Promise<CountedPin[]> {
  return Promise.all(
    rows.map(async (row) => ({ row, block: await countedText(counter, family, pinBlock(row)) })),
  );
}

/** Memories that are always in, weightiest first; undefined where there are none. */
export async function countStanding(
  counter: TokenCounter,
  family: TokenFamily,
  memories: readonly Memory[],
): Promise<SystemParts["standing"]> {
  if (memories.length === 0) return undefined;
  const count = async (memory: Memory): Promise<CountedMemory> => ({
    memory,
    block: await countedText(counter, family, standingBlock(memory)),
  });
  const [heading, items] = await Promise.all([
    countedText(counter, family, STANDING_HEADING),
    Promise.all(memories.map(count)),
  ]);
  return { heading, items };
}

async function countedText(counter: TokenCounter, family: TokenFamily, text: string): Promise<CountedText> {
  return { text, tokens: text === "" ? 0 : await counter.countText(family, text) };
}
