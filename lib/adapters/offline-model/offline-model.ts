import { setTimeout as delay } from "node:timers/promises";
import { offlineReply } from "@/lib/domain/offline/offline-reply";
import { replyPieces } from "@/lib/domain/offline/reply-pieces";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";

export type OfflineOptions = {
  /** 0 is as fast as it is read. */
  tokensPerSecond: number;
};

const MODEL = "offline";

/** Waits until piece `index` is due, or the caller leaves. */
async function untilDue(
  index: number,
  start: number,
  { tokensPerSecond }: OfflineOptions,
  signal: AbortSignal,
) {
  if (tokensPerSecond === 0) return;
  const wait = start + (index * 1_000) / tokensPerSecond - performance.now();
  if (wait > 0) await delay(wait, undefined, { signal }).catch(() => undefined);
}

async function* replyTo(request: ModelRequest, options: OfflineOptions): AsyncGenerator<ModelEvent> {
  const callerLeft = () => request.signal.aborted;
  if (callerLeft()) return;
  const pieces = replyPieces(offlineReply(request.messages, request.now));
  const start = performance.now();
  for (const [index, text] of pieces.slice(0, request.maxOutputTokens).entries()) {
    await untilDue(index, start, options, request.signal);
    if (callerLeft()) return;
    yield { type: "text", text };
  }
  if (callerLeft()) return;
  const whole = pieces.length <= request.maxOutputTokens;
  yield { type: "finish", reason: whole ? "stop" : "length", usage: null };
}

/** Needs no key and no network: it quotes the context it is given. The same context and time give the same reply. */
export function createOfflineModel(options: OfflineOptions): LanguageModel {
  return {
    provider: "offline",
    displayName: "Offline model",
    defaultModel: MODEL,
    stream: (request) => replyTo(request, options),
    listModels: () =>
      Promise.resolve({ models: [modelInfo("offline", MODEL)], listedBy: "provider", problem: null }),
  };
}
