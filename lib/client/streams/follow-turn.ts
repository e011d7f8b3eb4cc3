import type { TurnError } from "@/types/chat";
import type { ContextReport } from "@/types/context";
import type { ClientMessageId, MessageId, TurnId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";
import { glanceOf } from "@/lib/domain/meter/glance-of";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { toFailure, unreachable, type ApiFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import { readEventStream } from "../read-event-stream";
import { createTextBatcher } from "./text-batcher";

export type TurnPlace = { turnId: TurnId; replyId: MessageId };

/** What was asked for, as far as `accepted` needs it to make rows. */
export type TurnRequest = {
  clientMessageId: ClientMessageId;
  /** null on a retry: the message is there already. */
  content: string | null;
  supersedes: MessageId | null;
};

export type TurnSink = {
  apply: (event: ChatEvent) => void;
  onAccepted: (event: Extract<TurnEvent, { type: "accepted" }>) => void;
  onContext: (report: ContextReport) => void;
  /** The call waits until so many older messages are summarised; null: it waits no longer. */
  onCompacting: (messages: number | null) => void;
  onManaged: (managed: { version: number; tokensFreed: number }) => void;
  /** UTF-16 units held of a reply's text and of its thinking: where to resume. */
  held(replyId: MessageId): { text: number; thinking: number };
};

type Deps = { api: Pick<ApiClient, "resumeTurn">; sink: TurnSink; signal: AbortSignal; silenceMs?: number };

const FIRST_WAIT_MS = 250;
const SLOWEST_WAIT_MS = 10_000;

/** ended: its last event was read; lost: the server no longer knows the turn, or this tab let go of it. */
export type TurnOutcome = "ended" | "lost";

/**
 * Reads a turn to its end from the answer to a POST, resuming by offset as often as the connection breaks. Throws
 * `unreachable` when it breaks before `accepted`: then only a repeated POST with the same id can tell.
 */
export async function followTurn(deps: Deps, response: Response, request: TurnRequest): Promise<TurnOutcome> {
  const reader = createTurnReader(deps, request, null);
  if (await reader.read(response)) return "ended";
  const place = reader.place();
  if (!place) throw unreachable(new Error("The stream ended before the message was acknowledged."));
  return resume(deps, reader, place);
}

/** Takes up a running turn where the text held so far ends, after a reload. */
export async function resumeTurn(deps: Deps, place: TurnPlace): Promise<TurnOutcome> {
  return resume(deps, createTurnReader(deps, null, place), place);
}

async function resume(deps: Deps, reader: TurnReader, place: TurnPlace): Promise<TurnOutcome> {
  let wait = FIRST_WAIT_MS;
  const isLetGo = () => deps.signal.aborted;
  while (!isLetGo()) {
    const before = total(deps.sink.held(place.replyId));
    try {
      const { text, thinking } = deps.sink.held(place.replyId);
      const response = await deps.api.resumeTurn(place.turnId, text, thinking, deps.signal);
      if (await reader.read(response)) return "ended";
    } catch (thrown) {
      if (isLetGo() || isFinal(toFailure(thrown))) return "lost";
    }
    // A connection that brought something was alive: begin again with the short wait.
    wait =
      total(deps.sink.held(place.replyId)) > before ? FIRST_WAIT_MS : Math.min(wait * 2, SLOWEST_WAIT_MS);
    await pause(wait, deps.signal);
  }
  return "lost";
}

const total = (held: { text: number; thinking: number }) => held.text + held.thinking;

function isFinal(failure: ApiFailure): boolean {
  return failure.status === 401 || failure.status === 403 || failure.status === 404;
}

type Of<T extends TurnEvent["type"]> = Extract<TurnEvent, { type: T }>;

type TurnReader = {
  /** True when the turn's last event was among what was read; false when the connection broke before. */
  read: (response: Response) => Promise<boolean>;
  place: () => TurnPlace | null;
};

function createTurnReader(
  { sink, signal, silenceMs }: Deps,
  request: TurnRequest | null,
  at: TurnPlace | null,
): TurnReader {
  const batcher = createTextBatcher(sink.apply);
  let place = at;

  function accept(event: Extract<TurnEvent, { type: "accepted" }>): void {
    place = { turnId: event.turnId, replyId: event.replyId };
    sink.apply(acceptedEvent(event, request));
    sink.onAccepted(event);
  }

  /** True when this was the last event. */
  function take(event: TurnEvent): boolean {
    if (event.type !== "accepted" && event.type !== "compacting") sink.onCompacting(null);
    if (event.type === "delta" || event.type === "thinking") {
      if (place) batcher.push({ ...event, type: "text", kind: event.type, replyId: place.replyId });
      return false;
    }
    batcher.flush();
    if (event.type === "done" || event.type === "error") {
      end(event);
      return true;
    }
    if (event.type === "accepted") accept(event);
    else tell(sink, event, place);
    return false;
  }

  function end(event: Of<"done"> | Of<"error">): void {
    if (event.type === "done") sink.apply(event);
    else if (place) sink.apply({ type: "failed", replyId: place.replyId, error: errorOf(event) });
  }

  async function read(response: Response): Promise<boolean> {
    if (!response.body) return false;
    try {
      for await (const event of readEventStream(response.body, silenceMs)) {
        if (take(event)) return true;
      }
    } catch {
      // Cut or silent; whoever called decides whether to resume.
    } finally {
      if (!signal.aborted) batcher.flush();
    }
    return false;
  }

  return { read, place: () => place };
}

/** What comes between the acknowledgement and the text. */
function tell(
  sink: TurnSink,
  event: Of<"compacting"> | Of<"memory_managed"> | Of<"context">,
  place: TurnPlace | null,
): void {
  switch (event.type) {
    case "compacting":
      sink.onCompacting(event.messages);
      break;
    case "memory_managed":
      sink.onManaged({ version: event.version, tokensFreed: event.tokensFreed });
      break;
    case "context":
      sink.onContext(event);
      if (place) sink.apply({ type: "glance", replyId: place.replyId, glance: glanceOf(event) });
      break;
    default:
      event satisfies never;
  }
}

function errorOf({
  code,
  message,
  retryable,
  retryAfterMs,
}: Extract<TurnEvent, { type: "error" }>): TurnError {
  return { code, message, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function acceptedEvent(
  event: Extract<TurnEvent, { type: "accepted" }>,
  request: TurnRequest | null,
): ChatEvent {
  const createdAt = new Date().toISOString();
  const content = request?.content ?? null;
  return {
    type: "accepted",
    conversationId: event.conversationId,
    turnId: event.turnId,
    clientMessageId: request?.clientMessageId ?? null,
    user: content === null ? null : { ...event.userMessage, content, createdAt },
    reply: { id: event.replyId, seq: event.replySeq, createdAt },
    supersedes: request?.supersedes ?? null,
  };
}

/** Waits, shorter when the browser says that the network is back or when `signal` aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const events = typeof window === "undefined" ? null : window;
    const done = () => {
      clearTimeout(timer);
      events?.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    events?.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
