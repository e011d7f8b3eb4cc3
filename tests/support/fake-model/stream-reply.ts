import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { eventWriter } from "./event-writer";
import type { Fault } from "./faults";
import { piecesOf } from "./pieces";
import { breakBeforeFirstToken, breakHalfway, hang, type Stage } from "./stream-faults";
import type { ChatRequest, Flavour, WireUsage } from "./wire";

export type Pace = {
  /** 0: as fast as the reader reads. */
  tokensPerSecond: number;
  firstTokenMs: number;
};

export type StreamPlan = {
  request: ChatRequest;
  flavour: Flavour;
  thinking: string;
  text: string;
  fault: Fault | null;
  pace: Pace;
  choppy: boolean;
  /** Said in the response's headers. */
  headers: Record<string, string>;
  usage: (thinking: string, reply: string) => WireUsage;
  /** Waits here after so many pieces of text until the test lets go. */
  hold: { afterPieces: number; released: Promise<void> } | null;
};

type Pieces = { thoughts: string[]; text: string[]; finish: "stop" | "length" };
type Sender = (delta: Record<string, string>, finish?: string, more?: object) => Promise<void>;

function paced(pace: Pace, gone: AbortSignal): () => Promise<void> {
  const start = performance.now() + pace.firstTokenMs;
  let sent = 0;
  return async () => {
    const due = pace.tokensPerSecond === 0 ? start : start + (sent * 1000) / pace.tokensPerSecond;
    sent += 1;
    const wait = due - performance.now();
    if (wait > 0) await delay(wait, undefined, { signal: gone });
  };
}

/** What fits into the reply: thinking counts against the same limit as the text, as at Groq. */
function plannedPieces(plan: StreamPlan): Pieces {
  const thoughts = piecesOf(plan.thinking);
  const all = piecesOf(plan.text);
  if (plan.fault?.kind === "empty") return { thoughts, text: [], finish: "length" };
  const room = Math.max(0, (plan.request.maxTokens ?? Number.POSITIVE_INFINITY) - thoughts.length);
  return { thoughts, text: all.slice(0, room), finish: room < all.length ? "length" : "stop" };
}

/** Sends the text; null when a fault has ended the stream. */
async function sendText(
  plan: StreamPlan,
  text: string[],
  stage: Stage,
  send: (piece: string) => Promise<void>,
) {
  const halfway = Math.ceil(text.length / 2);
  let sent = "";
  for (const [index, piece] of text.entries()) {
    if (index === halfway && (await breakHalfway(plan.fault?.kind, stage))) return null;
    if (plan.hold?.afterPieces === index) await Promise.race([plan.hold.released, hang(stage.gone)]);
    await send(piece);
    sent += piece;
  }
  return sent;
}

async function sendEnd(plan: StreamPlan, finish: string, sent: string, stage: Stage, send: Sender) {
  const groq = plan.flavour === "groq";
  const usage = plan.usage(plan.thinking, sent);
  // Groq sends a first usage with the finish reason; only the last one counts.
  const early = { ...usage, completion_tokens: 1, total_tokens: usage.prompt_tokens + 1 };
  await send({}, finish, groq ? { x_groq: { id: "req_1", usage: early } } : {});
  if (plan.request.includeUsage) {
    const last = { id: "chatcmpl-1", object: "chat.completion.chunk", choices: [], usage };
    await stage.out.event(groq ? { ...last, x_groq: { id: "req_1", usage } } : last);
  }
  await stage.out.bytes("data: [DONE]\n\n");
  stage.response.end();
}

function openStream(response: ServerResponse, plan: StreamPlan): void {
  const wrong = plan.fault?.kind === "wrong-type";
  response.writeHead(200, {
    "content-type": wrong ? "application/octet-stream" : "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    ...plan.headers,
  });
  response.flushHeaders();
}

/** Streams one reply in the provider's chunks. Rejects when the reader leaves. */
export async function streamReply(
  response: ServerResponse,
  plan: StreamPlan,
  gone: AbortSignal,
): Promise<void> {
  const stage: Stage = { response, out: eventWriter(response, gone, plan.choppy), gone };
  const groq = plan.flavour === "groq";
  const turn = paced(plan.pace, gone);
  const send: Sender = (delta, finish, more = {}) =>
    stage.out.event({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1,
      model: plan.request.model,
      choices: [{ index: 0, delta, finish_reason: finish ?? null }],
      ...more,
    });
  openStream(response, plan);
  if (await breakBeforeFirstToken(plan.fault?.kind, stage)) return;
  await send({ role: "assistant", content: "" }, undefined, groq ? { x_groq: { id: "req_1" } } : {});
  const pieces = plannedPieces(plan);
  for (const piece of pieces.thoughts) {
    await turn();
    await send(groq ? { reasoning: piece, channel: "analysis" } : { reasoning_content: piece });
  }
  const sent = await sendText(plan, pieces.text, stage, async (piece) => {
    await turn();
    await send({ content: piece });
  });
  if (sent !== null) await sendEnd(plan, pieces.finish, sent, stage, send);
}
