import type { ServerResponse } from "node:http";
import { failEarly } from "./early-faults";
import { fault, faultInText, faultOfModel, type Fault, type FaultKind } from "./faults";
import { json } from "./json-answer";
import { promptHash } from "./prompt-hash";
import type { AcceptedCall, ProviderSide } from "./provider-side";
import { composeReply } from "./replies";
import { streamReply, type Pace } from "./stream-reply";
import { upkeepReply } from "./upkeep-replies";
import { usageOf } from "./usage";
import { lastUserText, parseChatRequest, type ChatMessage, type ChatRequest, type Flavour } from "./wire";

/** What the next call gets instead of the usual reply. */
export type NextReply = {
  fault?: Fault | FaultKind;
  text?: string;
  thinking?: string;
  /** Wait after so many pieces of text until `release()`. */
  holdAfterPieces?: number;
  /** Cut everything into three bytes at a time. */
  choppy?: boolean;
};

/** One chat call as it came in. */
export type ChatCall = {
  model: string;
  /** Role and content, as sent. */
  messages: readonly ChatMessage[];
  /** SHA-256 of these, as receipts name it. */
  hash: string;
  /** Asks for a summary or a title, and for no reply. */
  upkeep: boolean;
  maxTokens: number | null;
  /** As this provider counts; null when the call was refused or went wrong. */
  promptTokens: number | null;
};

export type ChatState = {
  pace: Pace;
  chats: ChatCall[];
  queue: NextReply[];
  provider: ProviderSide;
  faultsShown: Map<string, number>;
  released: Promise<void>;
  onChat: (call: ChatCall) => void;
};

function chosenFault(state: ChatState, planned: NextReply, request: ChatRequest): Fault | null {
  if (planned.fault !== undefined) {
    return typeof planned.fault === "string" ? fault(planned.fault) : planned.fault;
  }
  const text = lastUserText(request);
  const magic = faultInText(text);
  if (magic === null) return faultOfModel(request.model);
  const shown = state.faultsShown.get(text) ?? 0;
  state.faultsShown.set(text, shown + 1);
  return shown < magic.times ? magic.fault : null;
}

function record(state: ChatState, { model, messages, maxTokens }: ChatRequest, upkeep: boolean): ChatCall {
  const call = { model, messages, hash: promptHash(messages), upkeep, maxTokens, promptTokens: null };
  state.chats.push(call);
  return call;
}

function answerWhole(response: ServerResponse, { request, accepted, thinking, text }: Answering): void {
  const message = { role: "assistant", content: text, ...(thinking === "" ? {} : { reasoning: thinking }) };
  json(
    response,
    200,
    {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1,
      model: request.model,
      choices: [{ index: 0, message, finish_reason: "stop" }],
      usage: usageFor(accepted)(thinking, text),
    },
    accepted.headers,
  );
}

/** The usage of a call, which also settles it with the plan. */
function usageFor({ prompt, cached, settle }: AcceptedCall) {
  return (thinking: string, reply: string) => {
    const usage = usageOf({ prompt, cached, thinking, reply });
    settle(usage.total_tokens);
    return usage;
  };
}

type Answering = {
  request: ChatRequest;
  flavour: Flavour;
  planned: NextReply;
  bad: Fault | null;
  accepted: AcceptedCall;
  thinking: string;
  text: string;
};

async function answerInPieces(
  state: ChatState,
  response: ServerResponse,
  answering: Answering,
): Promise<void> {
  const { request, flavour, planned, bad, accepted, thinking, text } = answering;
  const left = new AbortController();
  response.once("close", () => left.abort());
  const { holdAfterPieces } = planned;
  const hold =
    holdAfterPieces === undefined ? null : { afterPieces: holdAfterPieces, released: state.released };
  const plan = {
    request,
    flavour,
    thinking,
    text,
    fault: bad,
    pace: state.pace,
    choppy: planned.choppy === true,
    headers: accepted.headers,
    usage: usageFor(accepted),
    hold,
  };
  await streamReply(response, plan, left.signal).catch((error: unknown) => {
    if (!left.signal.aborted) throw error;
  });
}

/** Answers one chat-completions request: refused, broken, whole or in pieces. */
export async function answerChat(
  state: ChatState,
  body: unknown,
  response: ServerResponse,
  flavour: Flavour,
): Promise<void> {
  const request = parseChatRequest(body);
  if (request === null) {
    json(response, 400, { error: { message: "not a chat request" } });
    return;
  }
  const upkeep = upkeepReply(request);
  // What is planned, and the faults that a message asks for, are meant for the reply: a summary quotes such messages.
  const planned = (upkeep === null ? state.queue.shift() : undefined) ?? {};
  const call = record(state, request, upkeep !== null);
  const bad = upkeep === null ? chosenFault(state, planned, request) : faultOfModel(request.model);
  if (failEarly(response, bad)) return;
  const accepted = state.provider.take(request, response);
  if (accepted === null) return;
  call.promptTokens = accepted.prompt;
  state.onChat(call);
  const scripted = planned.text ?? state.provider.scripted(request) ?? upkeep;
  const usual = composeReply(request);
  const text = scripted ?? usual.text;
  const thinking = planned.thinking ?? (scripted === null ? usual.thinking : "");
  const answering = { request, flavour, planned, bad, accepted, thinking, text };
  if (request.stream) await answerInPieces(state, response, answering);
  else answerWhole(response, answering);
}
