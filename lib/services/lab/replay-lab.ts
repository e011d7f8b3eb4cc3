import { usableWindow } from "@/lib/domain/calibration/calibration";
import type { ContextRow } from "@/lib/domain/context/context-row";
import { readFacts } from "@/lib/domain/lab/facts-in-reach";
import { replayRun, type ReplayedRun } from "@/lib/domain/lab/replay-run";
import type { LabConversation } from "@/lib/domain/lab/replay-turns";
import { overheadOf } from "@/lib/domain/tokens/message-overhead";
import type { ContextWindow } from "@/lib/ports/context-window";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { MemoryStrategy } from "@/types/words";
import type { ConversationId } from "@/types/ids";
import { callSettings } from "../context/call-settings";
import { countPins } from "../context/count-system";
import { planCall } from "../context/plan-call";
import { recountRows } from "../context/recount-rows";
import type { ChosenModel, ModelRegistry } from "../models/model-registry";
import { labSummariser } from "./lab-summariser";
import { readNewest } from "./read-newest";

/** Messages that are replayed at most: the newest. */
const MOST_MESSAGES = 2_000;
const STRATEGIES: readonly MemoryStrategy[] = ["sliding_window", "summarization", "hybrid"];

export type ReplayDeps = {
  settings: Pick<TurnSettingsReader, "forChat">;
  window: ContextWindow;
  models: Pick<ModelRegistry, "resolve">;
  counter: TokenCounter;
};

export type ReplayedLab = {
  chosen: ChosenModel;
  /** The agent's. */
  temperature: number | null;
  maxOutputTokens: number | null;
  /** Strategy by strategy within each budget. */
  runs: ReplayedRun[];
  replayed: { messages: number; of: number };
  /** The last thing that the user said; null where that is nothing, or muted. */
  question: string | null;
};

/** Every strategy under every budget, over the newest messages. Throws `not_found`, and what `breathe` throws. */
export async function replayLab(
  deps: ReplayDeps,
  input: { conversationId: ConversationId; budgets: readonly number[] },
  breathe: () => Promise<void>,
): Promise<ReplayedLab> {
  const { conversation, chosen, messageCount } = await readConversation(deps, input.conversationId);
  const { rows, system } = conversation;
  const asked = rows.findLastIndex((row) => row.role === "user");
  const { family } = system;
  const tools = {
    summarise: labSummariser(deps.counter, family),
    facts: await readFacts(rows.slice(0, asked + 1), breathe),
    countText: (text: string) => deps.counter.countText(family, text),
    breathe,
  };
  const runs: ReplayedRun[] = [];
  for (const maxTokens of input.budgets) {
    for (const strategy of STRATEGIES) {
      runs.push(await replayRun(conversation, { strategy, maxTokens }, tools));
    }
  }
  return {
    chosen,
    temperature: conversation.temperature,
    maxOutputTokens: conversation.maxOutputTokens,
    runs,
    // Replies that are being written are counted there and have nothing to replay.
    replayed: { messages: rows.length, of: rows.length < MOST_MESSAGES ? rows.length : messageCount },
    question: rows[asked]?.content || null,
  };
}

type Read = {
  conversation: LabConversation & { temperature: number | null };
  chosen: ChosenModel;
  messageCount: number;
};

async function readConversation(deps: ReplayDeps, conversationId: ConversationId): Promise<Read> {
  const stored = await deps.settings.forChat(conversationId, null);
  // No conversation's budget matters here, and its summary is not replayed.
  const settings = { ...callSettings(stored, 0), summary: null };
  const [plan, newest] = await Promise.all([
    planCall(deps, settings, ""),
    readNewest(deps.window, conversationId, MOST_MESSAGES),
  ]);
  const { info, calibration } = plan.chosen;
  const counted = await recountRows(deps.counter, info.family, newest);
  const rows: ContextRow[] = counted.rows.reverse();
  const pinned = rows.filter((row) => row.pinned);
  const pins = await countPins(deps.counter, info.family, pinned);
  const { windowSize, summaryThreshold, replyReserve, agent } = settings;
  return {
    chosen: plan.chosen,
    messageCount: stored.conversation?.messageCount ?? rows.length,
    conversation: {
      rows,
      system: { ...plan.system, pins },
      windowSize,
      summaryThreshold,
      replyReserve,
      maxOutputTokens: agent.maxOutputTokens,
      temperature: agent.temperature,
      info,
      usable: usableWindow(info.contextWindow, calibration, overheadOf(info.family).preamble),
      scale: plan.scale,
    },
  };
}
