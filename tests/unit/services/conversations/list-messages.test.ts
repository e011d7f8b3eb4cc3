import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { MessageQuery } from "@/lib/ports/message-store";
import { listMessages } from "@/lib/services/conversations/list-messages";
import { turnId } from "@/types/api";
import type { Conversation, Message } from "@/types/chat";
import { aConversation, aMessage } from "../sample-rows";

/** A conversation in memory whose running reply can end between two reads. */
function world(options: { conversation?: Conversation | null; messages: Message[]; stored?: string }) {
  let messages = options.messages;
  let sweeps = 0;
  return {
    sweeps: () => sweeps,
    become: (later: Message[]) => {
      messages = later;
    },
    deps: {
      conversations: {
        find: () =>
          Promise.resolve(options.conversation === undefined ? aConversation() : options.conversation),
      },
      messages: {
        page: (_id: unknown, { limit, before = Infinity, after }: MessageQuery) => {
          const rows = messages.filter(({ seq }) => seq < before && seq > (after ?? 0));
          return Promise.resolve(after === undefined ? rows.slice(-limit) : rows.slice(0, limit));
        },
        find: (id: string) => Promise.resolve(messages.find((message) => message.id === id) ?? null),
        textSoFar: () => Promise.resolve(options.stored ?? ""),
      },
      turns: {
        interruptExpired: () => {
          sweeps += 1;
          return Promise.resolve([]);
        },
      },
    },
  };
}

const five = [1, 2, 3, 4, 5].map((seq) => aMessage({ seq, content: String(seq) }));
const running = aConversation({ running: true });
const seqs = (messages: Message[]) => messages.map(({ seq }) => seq);

describe("a page of messages", () => {
  it("is the newest by default, ascending, and says whether older ones exist", async () => {
    const { deps } = world({ messages: five });
    const page = await listMessages(deps, running.id, { limit: 2 });
    expect(seqs(page.messages)).toEqual([4, 5]);
    expect(page.hasMore).toBe(true);
    expect((await listMessages(deps, running.id, { limit: 5 })).hasMore).toBe(false);
  });

  it("reads on in either direction from a seq", async () => {
    const { deps } = world({ messages: five });
    expect(seqs((await listMessages(deps, running.id, { limit: 2, before: 4 })).messages)).toEqual([2, 3]);
    const newer = await listMessages(deps, running.id, { limit: 2, after: 1 });
    expect(seqs(newer.messages)).toEqual([2, 3]);
    expect(newer.hasMore).toBe(true);
  });

  it("does not tell a missing conversation from somebody else's", async () => {
    const { deps } = world({ conversation: null, messages: [] });
    await expect(listMessages(deps, running.id, { limit: 2 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("looks for dead turns only while one runs", async () => {
    const idle = world({ messages: five });
    await listMessages(idle.deps, running.id, { limit: 2 });
    expect(idle.sweeps()).toBe(0);
    const busy = world({ conversation: running, messages: five });
    await listMessages(busy.deps, running.id, { limit: 2 });
    expect(busy.sweeps()).toBe(1);
  });
});

describe("a running reply", () => {
  const reply = aMessage({ seq: 2, role: "assistant", content: "", status: "streaming" });

  it("comes with its text so far", async () => {
    const { deps } = world({
      conversation: running,
      messages: [five[0] ?? reply, reply],
      stored: "Once upon",
    });
    const { messages } = await listMessages(deps, running.id, { limit: 2 });
    expect(messages.map(({ content }) => content)).toEqual(["1", "Once upon"]);
  });

  it("comes as it ended when it ends between the two reads", async () => {
    const { deps, become } = world({ conversation: running, messages: [reply] });
    const ended = { ...reply, content: "Once upon a time.", status: "complete" as const };
    const textSoFar = () => {
      become([ended]);
      return Promise.resolve("");
    };
    const late = { ...deps, messages: { ...deps.messages, textSoFar } };
    expect((await listMessages(late, running.id, { limit: 2 })).messages).toEqual([ended]);
  });

  it("comes interrupted, with the thinking that ending it has stored, when its server is found dead", async () => {
    const { deps, become } = world({ conversation: running, messages: [reply] });
    const ended = { ...reply, content: "Once", status: "interrupted" as const };
    const thinking = aMessage({ seq: 3, kind: "thinking", role: "assistant", content: "Hm." });
    const interruptExpired = () => {
      become([ended, thinking]);
      return Promise.resolve([{ turnId: turnId.parse(randomUUID()), conversationId: running.id }]);
    };
    const swept = { ...deps, turns: { interruptExpired } };
    expect((await listMessages(swept, running.id, { limit: 2 })).messages).toEqual([ended, thinking]);
  });
});
