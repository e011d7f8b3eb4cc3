import { describe, expect, it } from "vitest";
import { applyChatEvent } from "@/lib/domain/sync/apply-chat-event";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { emptyChat } from "@/lib/domain/sync/chat-state";
import { createTranscript } from "@/lib/domain/sync/transcript";
import { CONVERSATION, runningTurn } from "./sample-history";

const { user, reply, turnId } = runningTurn(1, "a thought");

const accepted: ChatEvent = {
  type: "accepted",
  conversationId: CONVERSATION,
  turnId,
  clientMessageId: null,
  user: { id: user.id, seq: 1, tokenCount: 3, content: user.content, createdAt: user.createdAt },
  reply: { id: reply.id, seq: 2, createdAt: reply.createdAt },
  supersedes: null,
};
const page: ChatEvent = { type: "page", span: { kind: "newest" }, messages: [], hasMore: false };
const text = (kind: "thinking" | "delta"): ChatEvent => {
  return { type: "text", replyId: reply.id, kind, offset: 0, text: "Hm.", tokens: 2 };
};
const done = { type: "done", replyId: reply.id, revision: 2, status: "complete", tokenCount: 2 } as const;
const end = { usage: null, finishReason: "stop" } as const;

function thoughtAfter(...events: ChatEvent[]) {
  const state = [page, ...events].reduce(applyChatEvent, emptyChat(CONVERSATION));
  const entry = createTranscript()(state).at(-1);
  return entry?.role === "assistant" ? entry.thinking : undefined;
}

describe("the thinking of a reply that has ended on this device", () => {
  it("says how long it took before the stored row is read", () => {
    const ended: ChatEvent = { ...done, ...end, thinkingMs: 1_200 };
    expect(thoughtAfter(accepted, text("thinking"), text("delta"), ended)).toEqual({
      text: "Hm.",
      ms: 1_200,
      tokenCount: 2,
    });
  });

  it("does not say it where nobody knows, and is none where the model did not think", () => {
    expect(thoughtAfter(accepted, text("thinking"), { ...done, ...end })).toMatchObject({ ms: null });
    expect(thoughtAfter(accepted, text("delta"), { ...done, ...end })).toBeNull();
  });
});
