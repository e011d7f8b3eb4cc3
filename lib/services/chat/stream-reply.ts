import { AppError, toAppError } from "@/lib/domain/errors";
import type { ProviderRate } from "@/lib/domain/rates/provider-rate";
import type { LanguageModel, ModelEvent, ModelRequest, ProviderUsage } from "@/lib/ports/language-model";
import type { Timers } from "@/lib/ports/timers";
import type { FinishReason } from "@/types/words";
import { emptyReply } from "./empty-reply";
import type { RunningTurn } from "./running-turn";

/** The longest text that one message may hold, in UTF-16 units (the database allows as many characters). */
const LONGEST_TEXT = 400_000;

/** How a model call ended. */
export type ReplyOutcome = {
  status: "complete" | "stopped" | "interrupted" | "failed";
  finishReason: FinishReason;
  usage: ProviderUsage | null;
  /** What the provider said of its plan, and when. */
  rate: (ProviderRate & { at: number }) | null;
  error: AppError | null;
  latencyMs: number;
  /** Until the first thinking or text; null when there was none. */
  firstTokenMs: number | null;
  thinkingMs: number;
};

type Finish = Extract<ModelEvent, { type: "finish" }>;
type Times = { began: number; first: number | null; thinkingFrom: number | null; textFrom: number | null };
/** What is learnt of a call while it runs. */
type Facts = Times & { rate: ReplyOutcome["rate"] };

/** Runs the model to its end, or until the turn is to cease, and lets readers have the text as it comes. Never throws. */
export async function streamReply(
  timers: Pick<Timers, "elapsed">,
  model: Pick<LanguageModel, "stream">,
  request: Omit<ModelRequest, "signal">,
  turn: RunningTurn,
): Promise<ReplyOutcome> {
  const facts: Facts = {
    began: timers.elapsed(),
    first: null,
    thinkingFrom: null,
    textFrom: null,
    rate: null,
  };
  let finish: Finish | null = null;
  let error: AppError | null = null;
  try {
    const all = consume(timers, model.stream({ ...request, signal: turn.signal }), turn, facts);
    // A provider that is slow to notice the abort must not hold the end of the turn up.
    finish = await Promise.race([all, aborted(turn.signal)]);
  } catch (thrown) {
    error = toAppError(thrown);
  }
  turn.closeText();
  return { ...judge(turn, finish, error), ...measure(facts, timers.elapsed()), rate: facts.rate };
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}

async function consume(
  timers: Pick<Timers, "elapsed">,
  events: AsyncIterable<ModelEvent>,
  turn: RunningTurn,
  facts: Facts,
): Promise<Finish | null> {
  for await (const event of events) {
    if (turn.ceased !== null) return null;
    if (event.type === "finish") return event;
    if (event.type === "rate") {
      facts.rate = {
        limit: event.limit,
        remaining: event.remaining,
        resetMs: event.resetMs,
        at: timers.elapsed(),
      };
      continue;
    }
    facts.first ??= timers.elapsed();
    if (event.type === "text") facts.textFrom ??= timers.elapsed();
    else facts.thinkingFrom ??= timers.elapsed();
    take(turn, event);
  }
  return null;
}

function take(turn: RunningTurn, event: Extract<ModelEvent, { type: "text" | "thinking" }>): void {
  const kind = event.type === "text" ? "delta" : "thinking";
  const room = LONGEST_TEXT - (kind === "delta" ? turn.text : turn.thinking).length;
  turn.add(kind, event.text.length > room ? event.text.slice(0, room) : event.text);
  if (event.text.length > room) turn.cease("too_long");
}

function judge(
  turn: RunningTurn,
  finish: Finish | null,
  error: AppError | null,
): Pick<ReplyOutcome, "status" | "finishReason" | "usage" | "error"> {
  switch (turn.ceased) {
    case "stopped":
      return { status: "stopped", finishReason: "unknown", usage: null, error: null };
    case "interrupted":
    case "not_ours":
      return { status: "interrupted", finishReason: "unknown", usage: null, error: null };
    case "too_long":
      return judgeEnd(turn, { type: "finish", reason: "length", usage: null }, null);
    case null:
      return judgeEnd(turn, finish, error);
    default:
      return turn.ceased satisfies never;
  }
}

function judgeEnd(
  turn: RunningTurn,
  finish: Finish | null,
  thrown: AppError | null,
): Pick<ReplyOutcome, "status" | "finishReason" | "usage" | "error"> {
  const finishReason = finish?.reason ?? "unknown";
  const usage = finish?.usage ?? null;
  const error = thrown ?? problemWith(turn, finish);
  return { status: error === null ? "complete" : "failed", finishReason, usage, error };
}

function problemWith(turn: RunningTurn, finish: Finish | null): AppError | null {
  if (finish === null) {
    return new AppError(
      "provider_malformed",
      "The reply broke off: the provider never said that it had ended.",
    );
  }
  return turn.text.length > 0 ? null : emptyReply(finish.reason, turn.thinking.length > 0);
}

function measure(
  times: Times,
  ended: number,
): Pick<ReplyOutcome, "latencyMs" | "firstTokenMs" | "thinkingMs"> {
  return {
    latencyMs: ended - times.began,
    firstTokenMs: times.first === null ? null : times.first - times.began,
    thinkingMs: times.thinkingFrom === null ? 0 : Math.max(0, (times.textFrom ?? ended) - times.thinkingFrom),
  };
}
