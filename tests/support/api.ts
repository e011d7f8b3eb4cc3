import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import WebSocket from "ws";
import type { Conversation, Message } from "@/types/chat";
import type { ConversationPage, MessagePage } from "@/types/api";
import type { Database } from "@/types/database";
import type { TurnEvent } from "@/types/stream";
import type { Environment, Running } from "./app";

/** supabase-js against an embedded Supabase, without a stored session. */
function supabaseClient(url: string, key: string) {
  return createClient<Database>(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: WebSocket as never },
  });
}

export type Person = { id: string; token: string; supabase: ReturnType<typeof supabaseClient> };

/** Signs up a guest through the stack. */
export async function newGuest(stack: Running, env: Environment): Promise<Person> {
  const supabase = supabaseClient(stack.url, env["NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY"] ?? "");
  const { data, error } = await supabase.auth.signInAnonymously();
  if (error || !data.session || !data.user) throw error ?? new Error("no session for a new guest");
  return { id: data.user.id, token: data.session.access_token, supabase };
}

/** A bot's way to the HTTP API of one app server. */
export class Api {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(init.body ? { "content-type": "application/json" } : {}),
      },
    });
  }

  post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
    return this.request(path, { method: "POST", body: JSON.stringify(body), ...init });
  }

  /** Sends a message; the answer is the event stream. */
  chat(
    content: string,
    options: { conversationId?: string; messageId?: string; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const { signal, messageId = randomUUID(), ...rest } = options;
    return this.post("/api/chat", { content, messageId, ...rest }, signal ? { signal } : {});
  }

  /** Sends a message and reads its stream to the end. */
  async say(content: string, conversationId?: string): Promise<Turn> {
    return readTurn(await this.chat(content, conversationId ? { conversationId } : {}));
  }

  /** The body of an answer that has to be a good one. */
  async json<Answer>(
    method: "GET" | "POST" | "PATCH" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const answer = await this.request(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  async messages(conversationId: string): Promise<Message[]> {
    const path = `/api/conversations/${conversationId}/messages?limit=100`;
    return (await this.json<MessagePage>("GET", path)).messages;
  }

  /** All of them, however many, oldest first. */
  async allMessages(conversationId: string): Promise<Message[]> {
    const all: Message[] = [];
    for (let before = ""; ;) {
      const path = `/api/conversations/${conversationId}/messages?limit=100${before}`;
      const page = await this.json<MessagePage>("GET", path);
      all.unshift(...page.messages);
      const [oldest] = page.messages;
      if (!page.hasMore || oldest === undefined) return all;
      before = `&before=${oldest.seq}`;
    }
  }

  async conversations(): Promise<Conversation[]> {
    const answer = await this.request("/api/conversations?limit=100");
    return ((await answer.json()) as ConversationPage).conversations;
  }
}

export type Turn = {
  events: TurnEvent[];
  accepted: Extract<TurnEvent, { type: "accepted" }>;
  text: string;
  done: Extract<TurnEvent, { type: "done" }> | null;
  error: Extract<TurnEvent, { type: "error" }> | null;
};

/** The events of a stream as they come; ends with the stream, however it ends. */
export async function* events(response: Response): AsyncGenerator<TurnEvent> {
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const waiting: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => waiting.push(message) });
  const decoder = new TextDecoder();
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      yield { type: message.event, ...JSON.parse(message.data) } as TurnEvent;
    }
  }
}

/** Collects a stream; offsets that do not fit together are an error here. */
export async function readTurn(response: Response): Promise<Turn> {
  const list: TurnEvent[] = [];
  for await (const event of events(response)) list.push(event);
  return collect(list);
}

export function collect(list: TurnEvent[]): Turn {
  let accepted: Turn["accepted"] | null = null;
  let text = "";
  let done: Turn["done"] = null;
  let error: Turn["error"] = null;
  for (const event of list) {
    if (event.type === "accepted") accepted = event;
    if (event.type === "done") done = event;
    if (event.type === "error") error = event;
    if (event.type === "delta") {
      if (event.offset !== text.length) throw new Error(`offset ${event.offset} after ${text.length}`);
      text += event.text;
    }
  }
  if (!accepted) throw new Error("the stream had no accepted event");
  return { events: list, accepted, text, done, error };
}

/** Polls a condition until it holds; the error says what was waited for. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  ms = 30_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
