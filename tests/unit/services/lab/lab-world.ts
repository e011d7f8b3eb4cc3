import { randomUUID } from "node:crypto";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { EXACT } from "@/lib/domain/calibration/calibration";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { WindowQuery } from "@/lib/ports/context-window";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import type { WindowRow } from "@/lib/ports/turn-store";
import { conversationId, messageId } from "@/types/api";
import type { ConversationContext } from "@/lib/ports/turn-settings";
import { anAgent } from "../sample-rows";

export const counter = createCounterPort();
const FAMILY = "openai-o200k";

/** Messages in turns, the user first. */
export async function said(texts: readonly string[], marks: Record<number, Partial<WindowRow>> = {}) {
  const rows: WindowRow[] = [];
  for (const [index, content] of texts.entries()) {
    const role = index % 2 === 0 ? "user" : "assistant";
    const seq = index + 1;
    rows.push({
      id: messageId.parse(randomUUID()),
      seq,
      role,
      kind: "chat",
      content,
      status: "complete",
      tokenCount: messageTokens(FAMILY, await counter.countText(FAMILY, content), role),
      tokenFamily: FAMILY,
      createdAt: "2026-01-05T09:00:00.000Z",
      pinned: false,
      muted: false,
      compressed: false,
      gist: null,
      gistTokens: null,
      ...marks[seq],
    });
  }
  return rows;
}

/** Sixty turns, in each of which something is said that can be checked. */
export function longTalk(turns = 60): string[] {
  const texts: string[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    texts.push(
      `Decided: station ${turn} gets ${turn * 17} metres of cable, and Ines Okafor checks it on ${turn} May.`,
    );
    texts.push(
      `Noted, ${turn * 17} metres for station ${turn}. ${"The rest of the plan stays as it was. ".repeat(4)}`,
    );
  }
  return texts;
}

/** A model that repeats the last message, and keeps what it was asked. */
export class EchoModel implements LanguageModel {
  readonly provider = "openai-compatible";
  readonly displayName = "Echo";
  readonly defaultModel = "gpt-4o";
  readonly requests: ModelRequest[] = [];
  failFrom = Infinity;
  failure: Error = new Error("nothing went wrong");

  async *stream(request: ModelRequest): AsyncGenerator<ModelEvent> {
    this.requests.push(request);
    if (this.requests.length >= this.failFrom) throw this.failure;
    yield await Promise.resolve({
      type: "text",
      text: `Echo of ${request.messages.length} messages.`,
    } as const);
    yield { type: "finish", reason: "stop", usage: null };
  }

  listModels(): ReturnType<LanguageModel["listModels"]> {
    return Promise.resolve({ models: [], listedBy: "fallback", problem: null });
  }
}

export function labWorld(rows: readonly WindowRow[], over: Partial<ConversationContext> = {}) {
  const id = conversationId.parse(randomUUID());
  const model = new EchoModel();
  const settings: TurnSettings = {
    agent: anAgent({ systemPrompt: "Be brief." }),
    conversation: {
      id,
      model: null,
      maxTokens: 8_000,
      memoryStrategy: "hybrid",
      windowSize: null,
      summaryThreshold: 6_000,
      replyReserve: null,
      messageCount: rows.length,
      windowFrom: 0,
      recentReplies: [],
      summary: null,
      ...over,
    },
    defaults: {},
  };
  return {
    id,
    model,
    deps: {
      counter,
      settings: { forChat: () => Promise.resolve(settings) },
      window: { read: (_id: unknown, query: WindowQuery) => Promise.resolve(windowOf(rows, query)) },
      models: {
        resolve: () =>
          Promise.resolve({ model, info: modelInfo("openai-compatible", "gpt-4o"), calibration: EXACT }),
      },
    },
  };
}

/** The newest rows that fit, as the database answers. */
function windowOf(rows: readonly WindowRow[], { budget, floor, before }: WindowQuery) {
  const open = rows.filter(({ seq }) => seq > floor && seq < (before ?? Infinity));
  const page: WindowRow[] = [];
  let left = budget;
  for (const row of open.toReversed()) {
    left -= row.muted ? 0 : row.tokenCount;
    if (left < 0) break;
    page.push(row.muted ? { ...row, content: "" } : row);
  }
  const rest = open.slice(0, open.length - page.length).filter((row) => !row.pinned && !row.muted);
  const [first] = rest;
  const last = rest.at(-1);
  const older = first && last ? { messages: rest.length, from: first.seq, to: last.seq } : null;
  return {
    rows: page,
    older,
    pinnedRows: rows.filter((row) => row.pinned),
    muted: { messages: 0, tokens: 0 },
  };
}
