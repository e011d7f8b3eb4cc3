import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerChat, type ChatCall, type ChatState, type NextReply } from "./answer-chat";
import type { Behaviour } from "./behaviour";
import { failEarly } from "./early-faults";
import { fault, FAULT_KINDS, type Fault, type FaultKind } from "./faults";
import { json } from "./json-answer";
import { ProviderSide } from "./provider-side";
import { answerWithStatus } from "./status-faults";
import type { Pace } from "./stream-reply";
import type { Flavour } from "./wire";

type RecordedRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  /** Settles when the exchange is over: true when the reader left before the end. */
  ended: Promise<{ abandoned: boolean }>;
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
  behaviour?: Behaviour;
  /** Called for every chat call that is answered. */
  onChat?: (call: ChatCall) => void;
};

export type FakeModel = {
  /** Without a path: the value of GROQ_BASE_URL. OPENAI_COMPATIBLE_BASE_URL is this plus `/v1`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Chat calls so far, faulty ones included. */
  readonly calls: number;
  /** The same, each with its messages as they were sent. */
  readonly chats: readonly ChatCall[];
  /** Calls refused for their size or for the plan. */
  readonly refusals: number;
  /** Queues what one coming chat call gets, first in first out. */
  next(reply: NextReply | FaultKind): void;
  /** Queues what one coming call of the model list gets. */
  nextList(kind: FaultKind): void;
  /** Lets every held reply go on. */
  release(): void;
  /** From now on; what is absent stays as it is. */
  behave(behaviour: Behaviour): void;
  setPace(pace: Partial<Pace>): void;
  close(): Promise<void>;
};

const MODELS = ["openai/gpt-oss-120b", "openai/gpt-oss-20b", "qwen/qwen3-32b", "whisper-large-v3"];

type State = ChatState & {
  options: FakeModelOptions;
  requests: RecordedRequest[];
  calls: number;
  listQueue: Fault[];
  release: () => void;
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

function listModels(state: State, response: ServerResponse, flavour: Flavour): void {
  if (failEarly(response, state.listQueue.shift() ?? null)) return;
  const faults = state.options.listFaults === true ? FAULT_KINDS.map((kind) => `fault/${kind}`) : [];
  const window = state.provider.window ?? 131_072;
  const sizes = { context_window: window, max_completion_tokens: Math.min(65_536, window) };
  const data = [...(state.options.models ?? MODELS), ...faults].map((id) => ({
    id,
    object: "model",
    created: 1,
    owned_by: "fake",
    ...(flavour === "groq" ? { active: true, ...sizes } : {}),
  }));
  json(response, 200, { object: "list", data });
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
    state.calls += 1;
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
    chats: [],
    queue: [],
    provider: new ProviderSide(),
    onChat: options.onChat ?? (() => undefined),
    listQueue: [],
    faultsShown: new Map(),
    release: () => undefined,
    released: Promise.resolve(),
  };
  renewHold(state);
  state.provider.behave(options.behaviour ?? {});
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
    chats: state.chats,
    get refusals() {
      return state.provider.refusals;
    },
    next: (reply) => void state.queue.push(typeof reply === "string" ? { fault: reply } : reply),
    nextList: (kind) => void state.listQueue.push(fault(kind)),
    release: () => {
      state.release();
      renewHold(state);
    },
    behave: (behaviour) => state.provider.behave(behaviour),
    setPace: (pace) => Object.assign(state.pace, pace),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
