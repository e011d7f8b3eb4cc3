import type { MessageSpan } from "@/types/context";
import { predictedTokens } from "../calibration/calibration";
import type { BuiltContext } from "../context/build-context";
import type { ContextMessage } from "../context/context-message";
import { costOf, spanOf } from "../context/context-row";
import { systemLines } from "../prompts/system-message";
import { systemTokens } from "../tokens/message-overhead";
import { factsInReach, type LabFacts } from "./facts-in-reach";
import type { Summarise } from "./lab-summary";
import { replayTurns, type LabChoice, type LabConversation, type ReplayedCall } from "./replay-turns";
import { unchangedPrefix, type SentCall } from "./unchanged-prefix";

/** One strategy under one budget, over all turns of a conversation; in the model's own tokens. */
export type ReplayedRun = LabChoice & {
  turns: number;
  refused: number;
  promptTokens: number;
  uncachedTokens: number;
  /** Of the replies to the calls that were sent. */
  completionTokens: number;
  perTurn: { seq: number; tokens: number; uncached: number }[];
  leftOut: MessageSpan | null;
  factsInReach: { kept: number; of: number };
  /** The last turn's call; null where its message does not fit, or nothing was said. */
  last: ReplayedCall | null;
};

export type LabTools = {
  summarise: Summarise;
  facts: LabFacts;
  /** Bare tokens of a text in the encoding of the model's family. */
  countText: (text: string) => Promise<number>;
  /** Lets others have their turn; throws when the replay is called off. */
  breathe: () => Promise<void>;
};

/** Replays a conversation. Throws what `breathe` throws. */
export async function replayRun(
  conversation: LabConversation,
  choice: LabChoice,
  tools: LabTools,
): Promise<ReplayedRun> {
  const perTurn: ReplayedRun["perTurn"] = [];
  let before: SentCall | null = null;
  let last: ReplayedCall | null = null;
  let completionTokens = 0;
  for await (const { seq, call, replies } of replayTurns(conversation, choice, tools.summarise)) {
    last = call;
    if (call === null) perTurn.push({ seq, tokens: 0, uncached: 0 });
    else {
      const now = sentCall(call);
      const unchanged = await unchangedTokens(conversation, before, now, tools);
      const tokens = call.built.held;
      perTurn.push({ seq, tokens, uncached: Math.max(0, tokens - unchanged) });
      before = now;
      completionTokens += sum(replies, (reply) => reply.tokenCount);
    }
    await tools.breathe();
  }
  const everything = spanOf(conversation.rows.filter((row) => !row.muted));
  const turns = perTurn.filter(({ tokens }) => tokens > 0).length;
  return {
    ...choice,
    turns,
    refused: perTurn.length - turns,
    promptTokens: sum(perTurn, (turn) => turn.tokens),
    uncachedTokens: sum(perTurn, (turn) => turn.uncached),
    completionTokens,
    perTurn,
    leftOut: last === null ? everything : last.built.leftOut,
    factsInReach: await factsInReach(tools.facts, last, tools.breathe),
    last,
  };
}

/** What a call repeats of the one before, in the model's own tokens. */
async function unchangedTokens(
  { scale, system }: LabConversation,
  before: SentCall | null,
  now: SentCall,
  { countText }: LabTools,
): Promise<number> {
  const { tokens, opening } = unchangedPrefix(before, now);
  if (opening === "") return predictedTokens(scale, tokens);
  return predictedTokens(scale, systemTokens(system.family, await countText(opening)));
}

/** A call with the tokens of each of its messages, in our count. */
function sentCall({ context, built }: ReplayedCall): SentCall {
  const lines = systemLines(context.system, built.block);
  const opening = lines.system + lines.pinned + lines.summary;
  const tokens = [...built.kept.map(costOf), context.current?.tokens ?? 0];
  if (opensWithSystem(built)) tokens.unshift(opening);
  // Without a system message the template's own words still come first.
  else tokens[0] = opening + (tokens[0] ?? 0);
  return { messages: built.messages, tokens };
}

function opensWithSystem({ messages }: Pick<BuiltContext, "messages">): boolean {
  const [first]: readonly ContextMessage[] = messages;
  return first?.role === "system";
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
