import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { ExportPage, StoredReceipt } from "@/lib/ports/export-reader";
import type { StoredSummary, SummaryId } from "@/lib/ports/summary-store";
import { exportConversation } from "@/lib/services/export/export-conversation";
import { turnId } from "@/types/api";
import type { Conversation, Message } from "@/types/chat";
import type { ConversationExport, ExportFormat } from "@/types/export";
import { aConversation, aMessage, anAgent } from "../sample-rows";
import { aReceipt } from "./sample-receipt";

const NOW = Date.parse("2026-11-21T14:09:00Z");

function receiptFor(reply: Message): StoredReceipt {
  const { seq, createdAt, tokenCount: tokens, status } = reply;
  return {
    turnId: reply.turnId ?? turnId.parse(randomUUID()),
    replyId: reply.id,
    receipt: aReceipt({ verbatim: [[1, seq - 1]] }),
    reply: { seq, createdAt, tokens, thinkingTokens: 0, status },
    usage: null,
    cost: null,
    firstTokenMs: null,
    latencyMs: null,
    finishReason: "stop",
  };
}

function aSummary(version: number): StoredSummary {
  return {
    id: randomUUID() as SummaryId,
    version,
    from: 1,
    to: 4 * version,
    messages: 4 * version,
    lines: [],
    facts: [],
    tokens: 10,
    tokenFamily: "gpt-oss",
    replaces: 100,
    source: "extract",
    model: null,
    createdAt: "2026-11-21T14:09:00Z",
  };
}

/** Turns of two messages, in memory; `failAt` lets the page after this seq fail. */
function world(turns: number, options: { conversation?: Partial<Conversation>; failAt?: number } = {}) {
  let conversation: Conversation | null = aConversation({ title: "Plans", ...options.conversation });
  const all = Array.from({ length: turns * 2 }, (_, index) =>
    aMessage({
      seq: index + 1,
      role: index % 2 === 0 ? "user" : "assistant",
      content: `Number ${index + 1}`,
    }),
  );
  const state = { messages: all, summaries: [1, 2, 3, 4, 5, 6, 7].map(aSummary), largest: 0, swept: 0 };
  const pageOf = <Row>(rows: Row[], { after, limit }: ExportPage, placeOf: (row: Row) => number) => {
    const page = rows.filter((row) => placeOf(row) > after).slice(0, limit);
    state.largest = Math.max(state.largest, page.length);
    return Promise.resolve(page);
  };
  const deps = {
    conversations: { find: () => Promise.resolve(conversation) },
    agents: { find: () => Promise.resolve(anAgent({ name: "Data engineer" })) },
    messages: {
      find: (id: string) => Promise.resolve(all.find((each) => each.id === id) ?? null),
      textSoFar: () => Promise.resolve("so far"),
    },
    turns: {
      interruptExpired: () => {
        state.swept += 1;
        return Promise.resolve([]);
      },
    },
    exports: {
      messages: (_: unknown, page: ExportPage) => {
        if (options.failAt !== undefined && page.after >= options.failAt) {
          return Promise.reject(new AppError("database_unavailable", "Away."));
        }
        return pageOf(state.messages, page, ({ seq }) => seq);
      },
      summaries: (_: unknown, page: ExportPage) => pageOf(state.summaries, page, ({ version }) => version),
      receipts: (_: unknown, page: ExportPage) => {
        const replies = state.messages.filter(({ role }) => role === "assistant").map(receiptFor);
        return pageOf(replies, page, ({ reply }) => reply.seq);
      },
    },
    clock: { now: () => NOW },
  };
  const begin = (format: ExportFormat) =>
    exportConversation(deps, { conversationId: all[0]?.conversationId ?? aConversation().id, format });
  return { state, begin, remove: () => (conversation = null) };
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

describe("an export", () => {
  it("has every message, every version and every receipt, read a page at a time", async () => {
    const { state, begin } = world(1_234, { conversation: { summaryVersion: 6 } });
    const { file, parts } = await begin("json");
    expect(file).toEqual({ fileName: "Plans.json", contentType: "application/json; charset=utf-8" });
    const read = JSON.parse(await textOf(parts)) as ConversationExport;
    expect(read).toMatchObject({ format: 1, exportedAt: "2026-11-21T14:09:00.000Z" });
    expect(read.messages).toEqual(state.messages);
    expect(read.summaries.map(({ version, active }) => [version, active])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, false],
      [5, false],
      [6, true],
      [7, false],
    ]);
    expect(read.receipts.map(({ replyId }) => replyId)).toEqual(
      state.messages.filter(({ role }) => role === "assistant").map(({ id }) => id),
    );
    expect(state.largest).toBe(100);
  });

  it("of an empty conversation is whole too", async () => {
    const { state, begin } = world(0);
    state.summaries = [];
    const read = JSON.parse(await textOf((await begin("json")).parts)) as ConversationExport;
    expect([read.messages, read.summaries, read.receipts]).toEqual([[], [], []]);
    expect(await textOf((await begin("markdown")).parts)).toContain("End of the export: 0 messages.");
  });

  it("names what its receipts held and is gone", async () => {
    const { state, begin } = world(4);
    state.messages = state.messages.filter(({ seq }) => seq !== 3);
    const { receipts } = JSON.parse(await textOf((await begin("json")).parts)) as ConversationExport;
    expect(receipts.map(({ deleted }) => deleted)).toEqual([[], [[3, 3]], [[3, 3]], [[3, 3]]]);
  });

  it("has a running reply with its text so far, once what is dead has ended", async () => {
    const { state, begin } = world(1, { conversation: { running: true } });
    const reply = state.messages[1];
    if (reply === undefined) throw new Error("no reply");
    state.messages[1] = { ...reply, status: "streaming", content: "" };
    const read = JSON.parse(await textOf((await begin("json")).parts)) as ConversationExport;
    expect(read.messages[1]).toMatchObject({ status: "streaming", content: "so far" });
    expect(state.swept).toBe(1);
  });

  it("reads as a transcript, each reply with its own receipt", async () => {
    const { begin } = world(120);
    const { file, parts } = await begin("markdown");
    expect(file).toEqual({ fileName: "Plans.md", contentType: "text/markdown; charset=utf-8" });
    const text = await textOf(parts);
    expect(text.match(/\*\*You\*\*/g)).toHaveLength(120);
    expect(text.match(/^\*2,914 tokens, gpt-oss-20b\*$/gm)).toHaveLength(120);
    expect(text).toContain("> Number 240\n");
    expect(text.trimEnd()).toMatch(/End of the export: 240 messages\.$/);
  });

  it.each(["json", "markdown"] as const)("fails where a page fails: no short file (%s)", async (format) => {
    const { begin } = world(200, { failAt: 200 });
    await expect(textOf((await begin(format)).parts)).rejects.toMatchObject({ code: "database_unavailable" });
  });

  it.each(["json", "markdown"] as const)(
    "fails where the conversation goes meanwhile (%s)",
    async (format) => {
      const { state, begin, remove } = world(200);
      const { parts } = await begin(format);
      await parts.next();
      remove();
      state.messages = [];
      await expect(textOf(parts)).rejects.toMatchObject({ code: "not_found" });
    },
  );

  it("is refused before its first part where there is nothing", async () => {
    const { begin, remove } = world(1);
    remove();
    await expect(begin("json")).rejects.toMatchObject({ code: "not_found" });
  });
});
