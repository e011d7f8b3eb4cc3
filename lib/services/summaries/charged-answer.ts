import { predictedTokens, usableWindow } from "@/lib/domain/calibration/calibration";
import { messageTokens, overheadOf, systemTokens } from "@/lib/domain/tokens/message-overhead";
import type { CallKind, CallLedger } from "@/lib/ports/call-ledger";
import type { Clock } from "@/lib/ports/clock";
import type { PromptMessage } from "@/lib/ports/language-model";
import type { Logger } from "@/lib/ports/logger";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenFamily } from "@/types/words";
import type { ConversationId, TurnId, UserId } from "@/types/ids";
import type { ChosenModel } from "../models/model-registry";
import { askModel } from "../lab/ask-model";

export type ChargedDeps = {
  counter: TokenCounter;
  clock: Clock;
  timers: Timers;
  ledger: Pick<CallLedger, "record">;
};

/** For whom a model is asked, and with whose model. */
export type AskTarget = {
  owner: UserId;
  conversationId: ConversationId;
  turnId: TurnId | null;
  chosen: ChosenModel;
  /** The plan's tokens a minute; absent or null where no limit is known. */
  planLimit?: number | null;
  log: Logger;
};

/** Plans of fewer tokens a minute have none to spare: a turn that is sent meanwhile would be refused. */
const SMALL_PLAN = 20_000;
/** What one call of ours may take of a larger plan's minute. */
const SPARE_SHARE = 1 / 8;

export type ChargedQuestion = { system: string; user: string; kind: CallKind; maxOutputTokens: number };

/**
 * What a model answers to a question of our own, charged to the conversation whatever comes of it. null when the model
 * fails, or is not done when `signal` aborts. Never throws.
 */
export async function chargedAnswer(
  deps: ChargedDeps,
  target: AskTarget,
  question: ChargedQuestion,
  signal: AbortSignal,
): Promise<string | null> {
  const { owner, conversationId, turnId, chosen, log } = target;
  const fields = { conversationId, kind: question.kind, model: chosen.info.id };
  try {
    const { messages, tokens } = await promptOf(deps.counter, chosen.info.family, question);
    const needed = tokens + question.maxOutputTokens;
    if (!fits(target, needed)) {
      log.info({ ...fields, needed, planLimit: target.planLimit }, "call.left_out");
      return null;
    }
    const answer = await askModel(
      deps,
      {
        chosen,
        messages,
        countedTokens: tokens,
        maxOutputTokens: question.maxOutputTokens,
        temperature: 0,
      },
      signal,
    );
    const { usage, finishReason, rate } = answer;
    const free = chosen.info.provider === "offline";
    const { kind } = question;
    await deps.ledger.record({ owner, conversationId, turnId, kind, usage, finishReason, free, rate });
    const { promptTokens, completionTokens, latencyMs } = usage;
    log.info({ ...fields, promptTokens, completionTokens, latencyMs, finishReason }, "call.charged");
    return signal.aborted ? null : answer.text;
  } catch (thrown) {
    log.warn({ ...fields, err: thrown }, "call.failed");
    return null;
  }
}

/** Whether a call fits its model's window, and takes no more of a plan's minute than conversations can spare. */
function fits({ chosen: { info, calibration }, planLimit }: AskTarget, tokens: number): boolean {
  const scale = calibration ?? { offset: 0, ratio: 1 };
  const window = usableWindow(info.contextWindow, calibration, overheadOf(info.family).preamble);
  if (predictedTokens(scale, tokens) > window) return false;
  if (planLimit === undefined || planLimit === null) return true;
  return planLimit >= SMALL_PLAN && tokens <= planLimit * SPARE_SHARE;
}

async function promptOf(
  counter: TokenCounter,
  family: TokenFamily,
  { system, user }: ChargedQuestion,
): Promise<{ messages: PromptMessage[]; tokens: number }> {
  const [systemText, userText] = await Promise.all([
    counter.countText(family, system),
    counter.countText(family, user),
  ]);
  return {
    messages: [
      { role: "system", content: system, saidAt: null },
      { role: "user", content: user, saidAt: null },
    ],
    tokens: systemTokens(family, systemText) + messageTokens(family, userText, "user"),
  };
}
