import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fault, faultInText, faultOfModel, FAULT_KINDS, type Fault, type FaultKind } from "./faults";
import { composeReply } from "./replies";
import { answerWithStatus } from "./status-faults";
import { failEarly } from "./early-faults";
import { streamReply, type Pace } from "./stream-reply";
import { usageOf } from "./usage";
import { lastUserText, parseChatRequest, type ChatRequest, type Flavour } from "./wire";

type RecordedRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** Settles when the exchange is over: true when the reader left before the end. */
  ended: Promise<{ abandoned: boolean }>;
};

/** What the next call gets instead of the usual reply. */
type NextReply = {
  fault?: Fault | FaultKind;
  text?: string;
  thinking?: string;
  /** Wait after so many pieces of text until `release()`. */
  holdAfterPieces?: number;
  /** Cut everything into three bytes at a time. */
  choppy?: boolean;
};

export type FakeModelOptions = {
  port?: number;
  host?: string;
  pace?: Partial<Pace>;
  /** When set, any other key gets 401. */
  apiKey?: string;
  models?: string[];
  /** Offer `fault/…` models in the list, for choosing a fault in the browser. */
  listFaults?: boolean;
};

export type FakeModel = {
  /** Without a path: the value of GROQ_BASE_URL. OPENAI_COMPATIBLE_BASE_URL is this plus `/v1`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Chat calls so far, faulty ones included. */
  readonly calls: number;
  /** Queues what one coming chat call gets, first in first out. */
  next(reply: NextReply | FaultKind): void;
  /** Queues what one coming call of the model list gets. */
  nextList(kind: FaultKind): void;
  /** Lets every held reply go on. */
  release(): void;
  setPace(pace: Partial<Pace>): void;
  close(): Promise<void>;
};

const MODELS = ["openai/gpt-oss-120b", "openai/gpt-oss-20b", "qwen/qwen3-32b", "whisper-large-v3"];

type State = {
  options: FakeModelOptions;
  pace: Pace;
  requests: RecordedRequest[];
  calls: number;
  queue: NextReply[];
  listQueue: Fault[];
  faultsShown: Map<string, number>;
  release: () => void;
  released: Promise<void>;
};

async function readBody(request: IncomingMessage): Promise<unknown> {
  let raw = "";
  request.setEncoding("utf8");
  for await (const chunk of request) raw += String(chunk);
  try {
    return raw === "" ? null : (JSON.parse(raw) as unknown);
  } catch {
    return raw;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function chosenFault(state: State, planned: NextReply, request: ChatRequest): Fault | null {
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

function listModels(state: State, response: ServerResponse, flavour: Flavour): void {
  if (failEarly(response, state.listQueue.shift() ?? null)) return;
  const faults = state.options.listFaults === true ? FAULT_KINDS.map((kind) => `fault/${kind}`) : [];
  const data = [...(state.options.models ?? MODELS), ...faults].map((id) => ({
    id,
    object: "model",
    created: 1,
    owned_by: "fake",
    ...(flavour === "groq" ? { active: true, context_window: 131_072, max_completion_tokens: 65_536 } : {}),
  }));
  json(response, 200, { object: "list", data });
}

function answerWhole(
  response: ServerResponse,
  request: ChatRequest,
  thinking: string,
  content: string,
): void {
  const message = { role: "assistant", content, ...(thinking === "" ? {} : { reasoning: thinking }) };
  json(response, 200, {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: request.model,
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage: usageOf(request, thinking, content),
  });
}

async function answerChat(
  state: State,
  body: unknown,
  response: ServerResponse,
  flavour: Flavour,
): Promise<void> {
  state.calls += 1;
  const planned = state.queue.shift() ?? {};
  const request = parseChatRequest(body);
  if (request === null) {
    json(response, 400, { error: { message: "not a chat request" } });
    return;
  }
  const bad = chosenFault(state, planned, request);
  if (failEarly(response, bad)) return;
  const usual = composeReply(request);
  const text = planned.text ?? usual.text;
  const thinking = planned.thinking ?? (planned.text === undefined ? usual.thinking : "");
  if (!request.stream) {
    answerWhole(response, request, thinking, text);
    return;
  }
  const left = new AbortController();
  response.once("close", () => left.abort());
  const hold =
    planned.holdAfterPieces === undefined
      ? null
      : { afterPieces: planned.holdAfterPieces, released: state.released };
  const plan = {
    request,
    flavour,
    thinking,
    text,
    fault: bad,
    pace: state.pace,
    choppy: planned.choppy === true,
    hold,
  };
  await streamReply(response, plan, left.signal).catch((error: unknown) => {
    if (!left.signal.aborted) throw error;
  });
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const ended = new Promise<{ abandoned: boolean }>((resolve) => {
    response.once("close", () => resolve({ abandoned: !response.writableFinished }));
  });
  const path = new URL(request.url ?? "/", "http://fake").pathname;
  const method = String(request.method);
  const body = await readBody(request);
  state.requests.push({ method, path, headers: request.headers, body, ended });
  const flavour: Flavour = path.startsWith("/openai/") ? "groq" : "openai";
  const key = state.options.apiKey;
  if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
    answerWithStatus(response, fault("401"));
  } else if (method === "GET" && /^(\/openai)?\/v1\/models$/.test(path)) {
    listModels(state, response, flavour);
  } else if (method === "POST" && /^(\/openai)?\/v1\/chat\/completions$/.test(path)) {
    await answerChat(state, body, response, flavour);
  } else {
    json(response, 404, { error: { message: `Unknown request URL: ${method} ${path}` } });
  }
}

function renewHold(state: State): void {
  state.released = new Promise((resolve) => {
    state.release = resolve;
  });
}

/** Starts a loopback server in the wire format of Groq (`/openai/v1/…`) and of OpenAI (`/v1/…`). */
export async function startFakeModel(options: FakeModelOptions = {}): Promise<FakeModel> {
  const state: State = {
    options,
    pace: { tokensPerSecond: 0, firstTokenMs: 0, ...options.pace },
    requests: [],
    calls: 0,
    queue: [],
    listQueue: [],
    faultsShown: new Map(),
    release: () => undefined,
    released: Promise.resolve(),
  };
  renewHold(state);
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    requests: state.requests,
    get calls() {
      return state.calls;
    },
    next: (reply) => void state.queue.push(typeof reply === "string" ? { fault: reply } : reply),
    nextList: (kind) => void state.listQueue.push(fault(kind)),
    release: () => {
      state.release();
      renewHold(state);
    },
    setPace: (pace) => Object.assign(state.pace, pace),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
