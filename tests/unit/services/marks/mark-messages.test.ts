import { describe, expect, it } from "vitest";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { MessageMark } from "@/lib/ports/message-marks";
import { markMessages } from "@/lib/services/marks/mark-messages";
import type { Message } from "@/types/chat";
import { aMessage } from "../sample-rows";
import { counter, memoryWorld } from "../summaries/memory-world";

const LONG = "The restore takes four hours, because every index is built anew one after the other. ";

async function world(maxTokens = 8_000) {
  const { summaries, owner, conversationId } = memoryWorld(undefined, { maxTokens });
  const rows: Message[] = [];
  for (const [role, content] of [
    ["user", `Thanks! ${LONG.repeat(4)}`],
    ["assistant", LONG.repeat(5)],
  ] as const) {
    await summaries.say(role, content, { tokenFamily: "llama" });
    rows.push(aMessage({ role, content, seq: rows.length + 1, conversationId }));
  }
  const asked: { marks: readonly MessageMark[]; pinCap: number }[] = [];
  const deps = {
    counter,
    summaries,
    conversations: { find: () => Promise.resolve(summaries.conversation) },
    messages: {
      some: (_: unknown, ids: readonly string[]) =>
        Promise.resolve(rows.filter(({ id }) => ids.includes(id))),
    },
    marks: {
      mark: (input: { marks: readonly MessageMark[]; pinCap: number }) => {
        asked.push(input);
        return Promise.resolve({ messages: [], pinnedTokens: 0 });
      },
    },
  };
  const messages = rows.map(({ id }) => id);
  return { deps, rows, asked, wish: { owner, conversationId, messages } };
}

describe("marking messages", () => {
  it("caps what is pinned at a quarter of the budget", async () => {
    const { deps, asked, wish } = await world(5_001);
    await markMessages(deps, { ...wish, pinned: true });
    expect(asked[0]?.pinCap).toBe(1_250);
    expect(asked[0]?.marks).toEqual(wish.messages.map((id) => ({ id, pinned: true })));
  });

  it("compresses with one line, counted in the family that the message is counted in", async () => {
    const { deps, asked, wish, rows } = await world();
    await markMessages(deps, { ...wish, compressed: true });
    for (const [index, mark] of (asked[0]?.marks ?? []).entries()) {
      const { gist = "", gistTokens } = mark.compressed ?? {};
      expect(gist).toMatch(/^The restore takes four hours/);
      const tokens = await counter.countText("llama", gist);
      expect(gistTokens).toBe(messageTokens("llama", tokens, rows[index]?.role ?? "user"));
    }
    await markMessages(deps, { ...wish, compressed: false, muted: true });
    expect(asked[1]?.marks[0]).toEqual({ id: wish.messages[0], muted: true, compressed: null });
  });

  it("marks all or none: a message that is not the caller's is not found", async () => {
    const { deps, asked, wish } = await world();
    const stranger = aMessage().id;
    const marking = markMessages(deps, { ...wish, messages: [...wish.messages, stranger], muted: true });
    await expect(marking).rejects.toMatchObject({ code: "not_found" });
    expect(asked).toEqual([]);
  });
});
