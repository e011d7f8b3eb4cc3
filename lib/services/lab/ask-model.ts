import { AppError } from "@/lib/domain/errors";
import { textTokensOf } from "@/lib/domain/tokens/message-overhead";
import type { RecordedCall } from "@/lib/ports/call-ledger";
import type { Clock } from "@/lib/ports/clock";
import type { ModelEvent, PromptMessage } from "@/lib/ports/language-model";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { ChosenModel } from "../models/model-registry";

type Deps = { counter: TokenCounter; clock: Clock; timers: Pick<Timers, "elapsed"> };

export type Question = {
  chosen: ChosenModel;
  messages: readonly PromptMessage[];
  /** Our own count of them, overheads included. */
  countedTokens: number;
  maxOutputTokens: number;
  temperature: number | null;
};

export type ModelAnswer = { text: string } & Pick<RecordedCall, "usage" | "finishReason" | "rate">;

/**
 * One whole answer, without a reader who waits for its first word. Throws what the provider refuses with, and then
 * nothing was used. An answer that is aborted comes as far as it got.
 */
export async function askModel(deps: Deps, question: Question, signal: AbortSignal): Promise<ModelAnswer> {
  const { model, info } = question.chosen;
  const took = new Answering(deps.timers);
  const request = {
    model: info.id,
    messages: question.messages,
    maxOutputTokens: question.maxOutputTokens,
    temperature: question.temperature,
    now: new Date(deps.clock.now()).toISOString(),
    signal,
  };
  for await (const event of model.stream(request)) took.take(event);
  if (took.finish === null && !signal.aborted) {
    throw new AppError(
      "provider_malformed",
      "The answer broke off: the provider never said that it had ended.",
    );
  }
  const [textTokens, thinkingTokens] = await Promise.all([
    deps.counter.countText(info.family, took.text),
    deps.counter.countText(info.family, took.thinking),
  ]);
  const thinking = textTokensOf(info.family, thinkingTokens);
  const counted = {
    promptTokens: question.countedTokens,
    cachedTokens: 0,
    completionTokens: textTokensOf(info.family, textTokens) + thinking,
    thinkingTokens: thinking,
  };
  const reported = took.finish?.usage ?? null;
  return {
    text: took.text,
    finishReason: took.finish?.reason ?? "unknown",
    rate: took.rateNow(info),
    usage: {
      ...(reported ?? counted),
      countedPromptTokens: counted.promptTokens,
      countedCompletionTokens: counted.completionTokens,
      source: reported === null ? "counted" : "provider",
      provider: info.provider,
      model: info.id,
      tokenFamily: info.family,
      ...took.times(),
    },
  };
}

/** What has come of an answer so far. */
class Answering {
  text = "";
  thinking = "";
  finish: Extract<ModelEvent, { type: "finish" }> | null = null;
  readonly #timers: Pick<Timers, "elapsed">;
  readonly #began: number;
  #first: number | null = null;
  #rate: { limit: number; remaining: number; resetMs: number; at: number } | null = null;

  constructor(timers: Pick<Timers, "elapsed">) {
    this.#timers = timers;
    this.#began = timers.elapsed();
  }

  take(event: ModelEvent): void {
    if (event.type === "finish") {
      this.finish = event;
      return;
    }
    if (event.type === "rate") {
      const { limit, remaining, resetMs } = event;
      this.#rate = { limit, remaining, resetMs, at: this.#timers.elapsed() };
      return;
    }
    this.#first ??= this.#timers.elapsed();
    this[event.type] += event.text;
  }

  times(): { latencyMs: number; firstTokenMs: number | null } {
    const firstTokenMs = this.#first === null ? null : this.#first - this.#began;
    return { latencyMs: this.#timers.elapsed() - this.#began, firstTokenMs };
  }

  rateNow({ provider, id }: ChosenModel["info"]): RecordedCall["rate"] {
    if (this.#rate === null) return null;
    const { at, ...rate } = this.#rate;
    return { provider, model: id, ...rate, ageMs: this.#timers.elapsed() - at };
  }
}
