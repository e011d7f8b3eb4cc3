import { randomUUID } from "node:crypto";
import type { ContextAnswer, ReceiptAnswer } from "@/types/api";
import type { MemoryStrategy } from "@/types/words";
import type { ContextContents, ContextReport } from "@/types/context";
import { contextReport } from "../context-report";
import { error } from "./fake-error";
import { FakeTurn, type FakeMessage } from "./fake-turn";

export type FakeConversation = {
  id: string;
  agentId: string;
  title: string;
  titleSource: "auto" | "user";
  model: string | null;
  maxTokens: number;
  memoryStrategy: "sliding_window" | "summarization" | "hybrid";
  windowSize: number | null;
  summaryThreshold: number;
  replyReserve: number | null;
  summaryVersion: number | null;
  summaryTo: number;
  messageCount: number;
  totalTokens: number;
  running: boolean;
  revision: number;
  createdAt: string;
  updatedAt: string;
};

type Answer = [status: number, body: unknown];
const AGENT = "00000000-0000-4000-8000-00000000a9e7";

/** What the fake server keeps, and its answers to everything but event streams. */
export class FakeStore {
  readonly conversations = new Map<string, FakeConversation>();
  readonly messages = new Map<string, FakeMessage[]>();
  readonly turns = new Map<string, FakeTurn>();
  /** What is told of the next call beside the counts. */
  report: Partial<ContextReport> = {};
  contents: ContextContents = { items: [], leftOut: [] };
  readonly receipts = new Map<string, ReceiptAnswer>();
  /** How the reply to a message reads. */
  reply: (content: string) => string = (content) => `Noted: ${content}`;
  /** Up to where new replies are written before they wait; null: to the end at once. */
  holdAt: number | null = null;
  #byMessageId = new Map<string, FakeTurn>();
  #clock = Date.parse("2026-11-21T10:00:00.000Z");

  conversation(title: string, exchanges = 0): string {
    const id = randomUUID();
    const at = this.#now();
    this.conversations.set(id, {
      ...{ id, agentId: AGENT, title, titleSource: "auto", model: null, maxTokens: 8_000 },
      ...{ memoryStrategy: "hybrid", windowSize: null, summaryThreshold: 6_000, replyReserve: null },
      ...{ summaryVersion: null, summaryTo: 0, messageCount: 0, totalTokens: 0 },
      ...{ running: false, revision: 1, createdAt: at, updatedAt: at },
    });
    this.messages.set(id, []);
    for (let n = 1; n <= exchanges; n += 1) this.exchange(id, `question ${n}`);
    return id;
  }

  /** A finished turn, as if another device had sent it. */
  exchange(conversationId: string, content: string): FakeTurn {
    const hold = this.holdAt;
    this.holdAt = null;
    const turn = this.#insert(conversationId, randomUUID(), content);
    this.holdAt = hold;
    return turn;
  }

  begin(body: {
    conversationId: string | null;
    messageId: string;
    content: string;
  }): { turn: FakeTurn; replayed: boolean } | { status: number; body: unknown } {
    const known = this.#byMessageId.get(body.messageId);
    if (known) return { turn: known, replayed: true };
    const id = body.conversationId ?? this.conversation(body.content.slice(0, 50));
    if (!this.conversations.has(id)) return { status: 404, body: error(404) };
    const busy = [...this.turns.values()].some((turn) => turn.running && turn.user.conversationId === id);
    if (busy) return { status: 409, body: error(409) };
    return { turn: this.#insert(id, body.messageId, body.content), replayed: false };
  }

  retry(old: FakeTurn, messageId: string): FakeTurn {
    const reply = this.#message(old.user.conversationId, "assistant", "", null);
    const turn = new FakeTurn(old.user, reply, `${this.reply(old.user.content)} Again.`, this.holdAt);
    reply.turnId = turn.id;
    old.reply.supersededBy = reply.id;
    old.reply.revision += 1;
    this.turns.set(turn.id, turn);
    this.#byMessageId.set(messageId, turn);
    return turn;
  }

  touch(id: string, patch: Partial<FakeConversation>): void {
    const row = this.conversations.get(id);
    if (row) Object.assign(row, patch, { revision: row.revision + 1, updatedAt: this.#now() });
  }

  answer(
    method: string,
    area: string,
    id: string,
    verb: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): Answer {
    if (area === "health") return [200, { status: "ok" }];
    if (area === "context") return [200, this.#report(body)];
    if (area === "profile") return [200, { profile: body }];
    if (area !== "conversations") return [404, error(404)];
    if (id === "") return this.#list(query);
    if (!this.conversations.has(id)) return [404, error(404)];
    if (verb === "recall-marks") return [200, { mark: body["mark"] }];
    if (verb === "marks") return [200, { messages: this.#mark(id, body) }];
    if (verb === "messages") return [200, this.#page(id, query)];
    if (method === "DELETE") {
      this.conversations.delete(id);
      return [204, null];
    }
    if (method === "PATCH") this.touch(id, body);
    return [200, { conversation: this.conversations.get(id) }];
  }

  #list(query: URLSearchParams): Answer {
    const limit = Number(query.get("limit") ?? 20);
    const from = Number(query.get("cursor") ?? 0);
    const rows = [...this.conversations.values()].sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    const page = rows.slice(from, from + limit);
    const hasMore = rows.length > from + limit;
    return [200, { conversations: page, hasMore, nextCursor: hasMore ? String(from + limit) : null }];
  }

  /** A report whose draft costs one token a character, out of 8,000. */
  #report(body: Record<string, unknown>): ContextAnswer {
    const draft = typeof body["draft"] === "string" ? body["draft"].length : 0;
    const segments = [{ kind: "system" as const, tokens: 100 }];
    const settings = {
      ...(typeof body["maxTokens"] === "number" ? { budget: body["maxTokens"] } : {}),
      ...(typeof body["strategy"] === "string" ? { strategy: body["strategy"] as MemoryStrategy } : {}),
    };
    const base = { segments, held: 100, draft, free: 6_400 - draft, window: 8_192 };
    const report = contextReport({ ...base, ...this.report, ...settings });
    return body["include"] === "contents" ? { ...report, contents: this.contents } : report;
  }

  #mark(id: string, { messages, ...marks }: Record<string, unknown>): FakeMessage[] {
    const wanted = new Set(messages as string[]);
    const rows = (this.messages.get(id) ?? []).filter((message) => wanted.has(message.id));
    for (const row of rows) Object.assign(row, marks, { revision: row.revision + 1 });
    return rows;
  }

  #page(id: string, query: URLSearchParams) {
    const limit = Number(query.get("limit") ?? 50);
    const rows = (this.messages.get(id) ?? [])
      .filter((message) => message.supersededBy === null)
      .map(soFar(this.turns));
    const after = query.get("after");
    if (after !== null) {
      const newer = rows.filter((message) => message.seq > Number(after));
      return { messages: newer.slice(0, limit), hasMore: newer.length > limit, nextCursor: null };
    }
    const older = rows.filter((message) => message.seq < Number(query.get("before") ?? Infinity));
    return { messages: older.slice(-limit), hasMore: older.length > limit, nextCursor: null };
  }

  #insert(conversationId: string, messageId: string, content: string): FakeTurn {
    const user = this.#message(conversationId, "user", content, messageId);
    const reply = this.#message(conversationId, "assistant", "", null);
    const turn = new FakeTurn(user, reply, this.reply(content), this.holdAt);
    user.turnId = turn.id;
    reply.turnId = turn.id;
    this.turns.set(turn.id, turn);
    this.#byMessageId.set(messageId, turn);
    this.touch(conversationId, { messageCount: this.messages.get(conversationId)?.length ?? 0 });
    return turn;
  }

  #message(
    conversationId: string,
    role: FakeMessage["role"],
    content: string,
    clientMessageId: string | null,
  ): FakeMessage {
    const rows = this.messages.get(conversationId) ?? [];
    const message: FakeMessage = {
      ...{
        id: randomUUID(),
        conversationId,
        turnId: "",
        clientMessageId,
        seq: rows.length + 1,
        role,
        kind: "chat",
      },
      ...{
        content,
        tokenCount: content.length,
        status: role === "user" ? "complete" : "streaming",
        model: "m",
      },
      ...{ supersededBy: null, pinned: false, muted: false, compressed: false },
      ...{ revision: 1, createdAt: this.#now(), metadata: {} },
    };
    rows.push(message);
    this.messages.set(conversationId, rows);
    return message;
  }

  #now(): string {
    this.#clock += 1_000;
    return new Date(this.#clock).toISOString();
  }
}

function soFar(turns: ReadonlyMap<string, FakeTurn>): (message: FakeMessage) => FakeMessage {
  return (message) => {
    const turn = message.status === "streaming" ? turns.get(message.turnId) : undefined;
    return turn ? { ...message, content: turn.text.slice(0, turn.written) } : message;
  };
}
