import { messageTokens, systemTokens } from "@/lib/domain/tokens/message-overhead";
import type { CallKind, CallLedger } from "@/lib/ports/call-ledger";
import type { Clock } from "@/lib/ports/clock";
import type { PromptMessage } from "@/lib/ports/language-model";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenFamily } from "@/types/chat";
import { askModel } from "../lab/ask-model";
import type { AskTarget } from "./ask-for-summary";

export type ChargedDeps = {
  counter: TokenCounter;
  clock: Clock;
  timers: Timers;
  ledger: Pick<CallLedger, "record">;
};

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
