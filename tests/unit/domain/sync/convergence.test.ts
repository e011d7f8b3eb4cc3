import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChatEvent } from "@/lib/domain/sync/apply-chat-event";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { emptyChat, type ChatState } from "@/lib/domain/sync/chat-state";
import { needsRefetch, refetchFrom } from "@/lib/domain/sync/needs-refetch";
import { createTranscript } from "@/lib/domain/sync/transcript";
import type { Message } from "@/types/chat";
import { CONVERSATION, finished, row, runningTurn } from "./sample-history";

const TEXT = "Three places can still hold an old reading: 😀 the table, backups, the replica.";
const OLD = finished(3);
const turn = runningTurn(7, TEXT);
const thinking = row({
  seq: 9,
  turnId: turn.turnId,
  role: "assistant",
  kind: "thinking",
  content: "hm",
  metadata: { thinkingMs: 900 },
});
const again = runningTurn(10, "Another answer.");
const retried = { ...again.reply, seq: 10, turnId: again.turnId };
const retriedEnded: Message = { ...again.ended, seq: 10, id: retried.id };
const superseded: Message = { ...turn.ended, revision: 3, supersededBy: retried.id };

/** What the server holds at the end: lists leave out superseded rows. */
const FINAL: Message[] = [...OLD, turn.user, thinking, retriedEnded];

function pieces(replyId: Message["id"], text: string, size: number): ChatEvent[] {
  const events: ChatEvent[] = [];
  for (let offset = 0; offset < text.length; offset += size) {
    const part = text.slice(offset, offset + size);
    events.push({ type: "text", replyId, kind: "delta", offset, text: part, tokens: offset + part.length });
  }
  return events;
}

const newest = (messages: Message[], hasMore = false): ChatEvent => ({
  type: "page",
  span: { kind: "newest" },
  messages,
  hasMore,
});

/** Everything one tab may hear of that history, whichever way. */
const HEARD: ChatEvent[] = [
  newest(OLD),
  newest([...OLD.slice(2), turn.user, turn.soFar(10)], true),
  newest([...OLD, turn.user, turn.ended, thinking]),
  { type: "page", span: { kind: "before", seq: 3 }, messages: OLD.slice(0, 2), hasMore: false },
  { type: "page", span: { kind: "after", seq: 6 }, messages: [turn.user, turn.soFar(40)], hasMore: false },
  {
    type: "send",
    send: {
      clientMessageId: turn.clientMessageId,
      content: "a question",
      createdAt: "2026-11-21T10:00:00.000Z",
      state: "sending",
      reason: null,
      nextTryAt: null,
      error: null,
      step: 2,
    },
  },
  {
    type: "accepted",
    conversationId: CONVERSATION,
    turnId: turn.turnId,
    clientMessageId: turn.clientMessageId,
    user: { id: turn.user.id, seq: 7, tokenCount: 3, content: "a question", createdAt: turn.user.createdAt },
    reply: { id: turn.reply.id, seq: 8, createdAt: turn.reply.createdAt },
    supersedes: null,
  },
  ...pieces(turn.reply.id, TEXT, 7),
  ...pieces(turn.reply.id, TEXT, 30),
  {
    type: "done",
    replyId: turn.reply.id,
    revision: 2,
    status: "complete",
    tokenCount: TEXT.length,
    usage: null,
    finishReason: "stop",
  },
  { type: "message_hint", id: turn.user.id, seq: 7, revision: 1 },
  { type: "message_hint", id: turn.reply.id, seq: 8, revision: 1 },
  { type: "message_hint", id: turn.reply.id, seq: 8, revision: 2 },
  { type: "message_hint", id: thinking.id, seq: 9, revision: 1 },
  { type: "message_hint", id: superseded.id, seq: 8, revision: 3 },
  { type: "message_hint", id: retried.id, seq: 10, revision: 2 },
  { type: "turn_hint", replyId: turn.reply.id, status: "running" },
  { type: "turn_hint", replyId: turn.reply.id, status: "complete" },
  { type: "turn_hint", replyId: retried.id, status: "complete" },
  {
    type: "accepted",
    conversationId: CONVERSATION,
    turnId: again.turnId,
    clientMessageId: again.clientMessageId,
    user: null,
    reply: { id: retried.id, seq: 10, createdAt: retried.createdAt },
    supersedes: turn.reply.id,
  },
  ...pieces(retried.id, "Another answer.", 4),
];

/** Reads what the state says that it lacks, as the client does, from a server that is at its end. */
function refetched(state: ChatState): ChatState {
  let next = state;
  for (let tries = 0; tries < 3 && needsRefetch(next); tries += 1) {
    const after = refetchFrom(next) - 1;
    const messages = FINAL.filter((message) => message.seq > after);
    next = applyChatEvent(next, {
      type: "page",
      span: { kind: "after", seq: after },
      messages,
      hasMore: false,
    });
  }
  return next;
}

const shown = (state: ChatState) => createTranscript()(state);
const expected = shown([newest(FINAL)].reduce(applyChatEvent, emptyChat(CONVERSATION)));

/** Any order, any number of times, any of it missing. */
const interleavings = fc
  .array(fc.constantFrom(...HEARD), { maxLength: HEARD.length * 2 })
  .chain((some) => fc.shuffledSubarray([...some, ...HEARD], { minLength: 1 }));

describe("one conversation's replica", () => {
  it("ends the same for any order, repetition and loss of events once the newest page is read", () => {
    fc.assert(
      fc.property(interleavings, (events) => {
        const heard = events.reduce(applyChatEvent, emptyChat(CONVERSATION));
        const state = refetched(applyChatEvent(heard, newest(FINAL)));
        expect(shown(state)).toEqual(expected);
        expect(needsRefetch(state)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("catches up by reading on from what it knows it lacks", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(HEARD.slice(1), { minLength: HEARD.length - 1 }), (events) => {
        const heard = [newest(OLD), ...events].reduce(applyChatEvent, emptyChat(CONVERSATION));
        expect(shown(refetched(heard))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("stays deleted, whatever arrives later", () => {
    fc.assert(
      fc.property(interleavings, interleavings, (before, after) => {
        const start = before.reduce(applyChatEvent, emptyChat(CONVERSATION));
        const deleted = applyChatEvent(start, { type: "deleted" });
        const state = after.reduce(applyChatEvent, deleted);
        expect(shown(state)).toEqual([]);
        expect(state.deleted).toBe(true);
        expect(needsRefetch(state)).toBe(false);
      }),
    );
  });

  it("shows every reply's text as a beginning of what was written, never anything else", () => {
    fc.assert(
      fc.property(interleavings, (events) => {
        let state = emptyChat(CONVERSATION);
        for (const event of events) {
          state = applyChatEvent(state, event);
          const text = state.texts.get(turn.reply.id)?.text ?? "";
          expect(TEXT.startsWith(text)).toBe(true);
        }
      }),
    );
  });
});
