import { describe, expect, it } from "vitest";
import type { Conversation } from "@/types/chat";
import type { AgentId, ConversationId } from "@/types/ids";
import {
  applyListEvent,
  emptyList,
  listed,
  type ConversationListEvent,
  type ConversationListState,
} from "@/lib/domain/sync/conversation-list";
import { idOf } from "./sample-history";

function conversation(n: number, fields: Partial<Conversation> = {}): Conversation {
  return {
    id: idOf<ConversationId>(n),
    agentId: idOf<AgentId>(1),
    title: `title ${n}`,
    titleSource: "auto",
    model: null,
    maxTokens: 8_000,
    memoryStrategy: "hybrid",
    windowSize: null,
    summaryThreshold: 6_000,
    replyReserve: null,
    summaryVersion: null,
    summaryTo: 0,
    messageCount: 0,
    totalTokens: 0,
    running: false,
    revision: 1,
    createdAt: "2026-11-01T00:00:00Z",
    updatedAt: `2026-11-${String(n).padStart(2, "0")}T00:00:00Z`,
    ...fields,
  };
}

const apply = (events: ConversationListEvent[], from: ConversationListState = emptyList) =>
  events.reduce(applyListEvent, from);
const titles = (state: ConversationListState) => listed(state).map((row) => row.title);
const page = (rows: Conversation[], hasMore = false, known: Conversation[] = []): ConversationListEvent => ({
  type: "page",
  first: true,
  conversations: rows,
  nextCursor: hasMore ? "next" : null,
  hasMore,
  knownBefore: new Set(known.map((row) => row.id)),
});

describe("the conversation list", () => {
  it("keeps the newest activity first", () => {
    const state = apply([
      page([conversation(3), conversation(2)]),
      {
        type: "upsert",
        conversation: conversation(2, { revision: 2, updatedAt: "2026-11-09T00:00:00Z" }),
        open: false,
      },
    ]);
    expect(titles(state)).toEqual(["title 2", "title 3"]);
  });

  it("orders times of any precision and zone spelling", () => {
    const times = ["2026-11-01T00:00:00.12Z", "2026-11-01T00:00:00.123+00:00", "2026-11-01T00:00:00Z"];
    const state = apply([page(times.map((updatedAt, n) => conversation(n + 1, { updatedAt })))]);
    expect(titles(state)).toEqual(["title 2", "title 1", "title 3"]);
  });

  it("lets an older revision lose", () => {
    const newer = conversation(1, { revision: 5, title: "newer" });
    const state = apply([
      page([newer]),
      { type: "upsert", conversation: conversation(1, { revision: 4 }), open: false },
    ]);
    expect(titles(state)).toEqual(["newer"]);
  });

  it("never brings a deleted conversation back", () => {
    const state = apply([
      page([conversation(1)]),
      { type: "deleted", id: idOf(1) },
      page([conversation(1, { revision: 9 })]),
      { type: "upsert", conversation: conversation(1, { revision: 10 }), open: true },
      { type: "rename_started", id: idOf(1), title: "back" },
    ]);
    expect(titles(state)).toEqual([]);
  });

  it("drops what a fresh first page no longer holds, but not what came after it was asked for", () => {
    const known = [conversation(5), conversation(4), conversation(3), conversation(1)];
    const before = apply([page(known), { type: "upsert", conversation: conversation(9), open: false }]);
    const state = applyListEvent(before, page([conversation(5), conversation(3)], true, known));
    expect(titles(state)).toEqual(["title 9", "title 5", "title 3", "title 1"]);
    expect(state.deleted).toEqual(new Set([idOf(4)]));
  });

  it("holds a row that was opened by its address back until its page is loaded", () => {
    const first = apply([
      page([conversation(8), conversation(7)], true),
      { type: "upsert", conversation: conversation(2), open: true },
    ]);
    expect(titles(first)).toEqual(["title 8", "title 7"]);
    const more: ConversationListEvent = {
      ...page([conversation(6), conversation(2)]),
      first: false,
    } as ConversationListEvent;
    expect(titles(applyListEvent(first, more))).toEqual(["title 8", "title 7", "title 6", "title 2"]);
  });

  it("shows a new title at once and the old one again when it is refused", () => {
    const started = apply([
      page([conversation(1)]),
      { type: "rename_started", id: idOf(1), title: "better" },
    ]);
    expect(titles(started)).toEqual(["better"]);
    expect(
      titles(applyListEvent(started, { type: "rename_settled", id: idOf(1), conversation: null })),
    ).toEqual(["title 1"]);
    const stored = conversation(1, { revision: 2, title: "better", titleSource: "user" });
    expect(
      titles(applyListEvent(started, { type: "rename_settled", id: idOf(1), conversation: stored })),
    ).toEqual(["better"]);
  });

  it("marks a reply that ended unseen, and no other", () => {
    const running = apply([page([conversation(1, { running: true }), conversation(2, { running: true })])]);
    const done = (n: number, open: boolean): ConversationListEvent => ({
      type: "upsert",
      conversation: conversation(n, { revision: 2 }),
      open,
    });
    const state = apply([done(1, false), done(2, true)], running);
    expect(state.ended).toEqual(new Set([idOf(1)]));
    expect(applyListEvent(state, { type: "visited", id: idOf(1) }).ended.size).toBe(0);
  });
});
