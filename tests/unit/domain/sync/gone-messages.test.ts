import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChatEvent } from "@/lib/domain/sync/apply-chat-event";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { emptyChat, type ChatState } from "@/lib/domain/sync/chat-state";
import { exchangeOf } from "@/lib/domain/sync/gone-messages";
import { needsRefetch } from "@/lib/domain/sync/needs-refetch";
import { createTranscript } from "@/lib/domain/sync/transcript";
import type { Message } from "@/types/chat";
import { CONVERSATION, finished, row } from "./sample-history";

const ALL = finished(4);
const page = (messages: readonly Message[], readTo?: number): ChatEvent => ({
  type: "page",
  span: { kind: "newest" },
  messages,
  hasMore: false,
  ...(readTo === undefined ? {} : { readTo }),
});
const seqs = (state: ChatState) => createTranscript()(state).map((entry) => entry.seq);
const run = (...events: ChatEvent[]) => events.reduce(applyChatEvent, emptyChat(CONVERSATION));
const idsOf = (...wanted: number[]) => ALL.filter(({ seq }) => wanted.includes(seq)).map(({ id }) => id);
const deleted = (...wanted: number[]): ChatEvent => ({ type: "messages_deleted", ids: idsOf(...wanted) });

describe("deleted messages in the replica", () => {
  it("go, and the others stay", () => {
    expect(seqs(run(page(ALL)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(seqs(run(page(ALL), deleted(3, 4)))).toEqual([1, 2, 5, 6, 7, 8]);
  });

  it("are not brought back by a late page, and nothing more is asked for", () => {
    const late = fc.shuffledSubarray<ChatEvent>(
      [
        page(ALL),
        deleted(5, 6),
        { type: "message_hint", id: ALL[5]?.id ?? row({ seq: 6 }).id, seq: 6, revision: 9 },
        { type: "turn_hint", replyId: ALL[5]?.id ?? row({ seq: 6 }).id, status: "complete" },
        {
          type: "text",
          replyId: ALL[5]?.id ?? row({ seq: 6 }).id,
          kind: "delta",
          offset: 4,
          text: "late",
          tokens: 2,
        },
      ],
      { minLength: 5 },
    );
    fc.assert(
      fc.property(late, (events) => {
        const state = run(...events);
        expect(seqs(state)).toEqual([1, 2, 3, 4, 7, 8]);
        expect(needsRefetch(state)).toBe(false);
      }),
    );
  });

  it("at the end go with the next page, where nobody heard of the deletion", () => {
    const state = run(page(ALL), page(ALL.slice(0, 6), 8));
    expect(seqs(state)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(needsRefetch(state)).toBe(false);
  });

  it("are not those that came after the page was asked for", () => {
    expect(seqs(run(page(ALL), page(ALL.slice(0, 6), 6)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("leave an empty conversation when all are gone", () => {
    expect(seqs(run(page(ALL), page([], 8)))).toEqual([]);
  });

  it("are an exchange: what was said, the replies to it and what was thought", () => {
    const thought = row({ seq: 9, role: "assistant", kind: "thinking" });
    const state = run(page([...ALL, thought]));
    expect(exchangeOf(state, idsOf(4)[0] ?? row({ seq: 4 }).id)).toEqual(idsOf(3, 4));
    expect(exchangeOf(state, idsOf(7)[0] ?? row({ seq: 7 }).id)).toEqual([...idsOf(7, 8), thought.id]);
  });
});
