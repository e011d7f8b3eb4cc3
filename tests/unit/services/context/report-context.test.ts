import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { WindowQuery } from "@/lib/ports/context-window";
import type { LanguageModel } from "@/lib/ports/language-model";
import type { ConversationContext } from "@/lib/ports/turn-settings";
import type { WindowRow } from "@/lib/ports/turn-store";
import { reportContext, type ReportContext } from "@/lib/services/context/report-context";
import { createModelRegistry } from "@/lib/services/models/model-registry";
import type { ContextDefaults } from "@/types/chat";
import type { TokenFamily } from "@/types/words";
import type { ConversationId } from "@/types/ids";
import { ManualTime } from "../chat/support/manual-time";
import { context, newConversationId, summary, windowRow } from "../chat/support/samples";
import { ScriptedRecall } from "../chat/support/scripted-recall";
import { anAgent } from "../sample-rows";

const counter = createCounterPort();
const FAMILY: TokenFamily = "openai-o200k";

const offline: LanguageModel = {
  provider: "offline",
  displayName: "Offline",
  defaultModel: "offline",
  stream: () => {
    throw new Error("a report calls no model");
  },
  listModels: () =>
    Promise.resolve({ models: [modelInfo("offline", "offline")], listedBy: "provider", problem: null }),
};

async function row(
  seq: number,
  content: string,
  family: TokenFamily = FAMILY,
  over: Partial<WindowRow> = {},
): Promise<WindowRow> {
  const role = seq % 2 === 1 ? ("user" as const) : ("assistant" as const);
  const tokenCount = messageTokens(family, await counter.countText(family, content), role);
  return windowRow(seq, { role, content, tokenCount, tokenFamily: family, ...over });
}

/** A conversation in memory, and what was read of it. */
function world(
  history: WindowRow[],
  fields: Partial<ConversationContext> = {},
  defaults: ContextDefaults = {},
) {
  const reads: WindowQuery[] = [];
  const recall = new ScriptedRecall();
  const conversation = context(newConversationId(), fields);
  const deps = {
    counter,
    models: createModelRegistry({ models: [offline], absent: [] }),
    digest: (text: string) => createHash("sha256").update(text).digest("hex"),
    maxContextTokens: 4_000,
    recall,
    embedder: () => null,
    clock: { now: () => Date.parse("2026-11-21T10:00:00Z") },
    timers: new ManualTime(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    settings: {
      forChat: (id: string | null) =>
        Promise.resolve({ agent: anAgent(), conversation: id === null ? null : conversation, defaults }),
      forContents: () => {
        const muted = history.filter((each) => each.muted).toReversed();
        return Promise.resolve({ agent: anAgent(), conversation, defaults, muted });
      },
    },
    window: {
      read: (_id: ConversationId, query: WindowQuery) => {
        reads.push(query);
        const above = history.filter(({ seq }) => seq > query.floor);
        const rows: WindowRow[] = [];
        let left = query.budget;
        for (const each of above.toReversed()) {
          left -= each.muted ? 0 : each.tokenCount;
          if (left < 0) break;
          rows.push(query.withContent || each.muted ? each : { ...each, content: "…" });
        }
        const unread = above.slice(0, above.length - rows.length);
        const [from, to] = [unread[0]?.seq, unread.at(-1)?.seq];
        const older = from === undefined || to === undefined ? null : { messages: unread.length, from, to };
        const pinnedRows = history.filter(({ pinned }) => pinned);
        return Promise.resolve({ rows, older, pinnedRows, muted: { messages: 0, tokens: 0 } });
      },
    },
  };
  const ask = (input: Partial<ReportContext> = {}) =>
    reportContext(deps, {
      conversationId: conversation.id,
      agentId: null,
      draft: "",
      wishes: {},
      contents: false,
      ...input,
    });
  return { ask, reads, recall, conversation };
}

describe("what the next call would hold", () => {
  it("adds up to the budget, whatever is in it", async () => {
    const history = [await row(1, "My sister's dog is called Biscuit."), await row(2, "Noted.")];
    const { ask, reads } = world(history);
    for (const draft of ["", "What is the dog called?"]) {
      const report = await ask({ draft });
      expect(report.held + report.draft + report.reserve + report.free).toBe(report.budget);
      expect(report.segments.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(report.held);
      expect(report.draft > 0).toBe(draft !== "");
      expect(report.segments.at(-1)).toMatchObject({ kind: "recent", from: 1, to: 2 });
      expect(report).not.toHaveProperty("contents");
      expect(report.promptHash).toBeNull();
    }
    expect(reads.map(({ withContent }) => withContent)).toEqual([false, false]);
  });

  it("gives a conversation that does not exist yet what it would start with, and reads no history", async () => {
    const { ask, reads } = world([]);
    const report = await ask({ conversationId: null, draft: "Hello" });
    expect(report).toMatchObject({ budget: 4_000, strategy: "hybrid", leftOut: null, overBy: 0 });
    expect(reads).toEqual([]);
    const wished = world([], {}, { maxTokens: 2_000, memoryStrategy: "sliding_window", replyReserve: 300 });
    const asWished = await wished.ask({ conversationId: null });
    expect(asWished).toMatchObject({ budget: 2_000, strategy: "sliding_window", replyReserve: 300 });
  });

  it("tries other settings without changing the conversation's", async () => {
    const { ask, conversation } = world([]);
    const report = await ask({ wishes: { maxTokens: 1_000, strategy: "sliding_window", replyReserve: 100 } });
    expect(report).toMatchObject({ budget: 1_000, replyReserve: 100, replyReserveSource: "set" });
    expect(report.uncovered).toBeNull();
    expect((await ask({ wishes: { maxTokens: 1_000 } })).replyReserve).toBe(250);
    expect((await ask({ wishes: { summaryThreshold: 700 } })).uncovered?.threshold).toBe(700);
    expect(conversation.maxTokens).toBe(8_000);
  });

  it("says by how much a draft passes the budget", async () => {
    const { ask } = world([], { maxTokens: 1_000 });
    const report = await ask({ draft: "word ".repeat(2_000) });
    expect(report.free).toBe(0);
    expect(report.overBy).toBe(report.held + report.draft + report.reserve - report.budget);
    expect(report.overBy).toBeGreaterThan(0);
  });

  it("lets the oldest turns go, and says which", async () => {
    const long = "word ".repeat(300);
    const history = await Promise.all([1, 2, 3, 4, 5, 6].map((seq) => row(seq, long)));
    const { ask } = world(history, { maxTokens: 2_000, replyReserve: 500, memoryStrategy: "sliding_window" });
    const report = await ask();
    expect(report.slides).toBe(true);
    expect(report.leftOut).toEqual({ messages: 4, from: 1, to: 4 });
    expect(report.segments.at(-1)).toMatchObject({ kind: "recent", from: 5, to: 6 });
  });

  it("counts again what another family's model has counted", async () => {
    const texts = ["Quelle belle journée à Besançon 😀", "Oui, très belle."];
    const other = await Promise.all(texts.map((text, index) => row(index + 1, text, "llama")));
    const own = await Promise.all(texts.map((text, index) => row(index + 1, text)));
    const switched = world(other);
    const report = await switched.ask();
    expect(report.held).toBe((await world(own).ask()).held);
    expect(switched.reads.map(({ withContent }) => withContent)).toEqual([false, true]);
  });

  it("does not read the texts again for a muted message, which is in no call", async () => {
    const muted = await row(1, "Not this.", "llama", { muted: true, content: "" });
    const { ask, reads } = world([muted, await row(2, "Yes.")]);
    await ask();
    expect(reads).toHaveLength(1);
  });

  it("reads only what the summary does not stand for, and all of it for a strategy that uses none", async () => {
    const history = await Promise.all([1, 2, 3, 4].map((seq) => row(seq, `message ${seq}`)));
    const { ask, reads } = world(history, { summary: summary(2, { version: 4 }) });
    const report = await ask();
    expect(report.summary).toMatchObject({ version: 4, from: 1, to: 2 });
    expect(report.verbatim).toEqual({ messages: 2, from: 3, to: 4 });
    const sliding = await ask({ wishes: { strategy: "sliding_window" } });
    expect(sliding).toMatchObject({ summary: null, verbatim: { messages: 4 } });
    expect(reads.map(({ floor }) => floor)).toEqual([2, 0]);
  });
});

describe("with its contents", () => {
  it("lists every muted message, also those that no window reads any more", async () => {
    const muted = (seq: number) => row(seq, "Not this.", FAMILY, { muted: true, content: "" });
    const rows = [await muted(1), await row(2, "Two."), await muted(3), await row(4, "Four.")];
    const { ask } = world(rows, { summary: summary(2) });
    const { leftOut = [] } = (await ask({ contents: true })).contents ?? {};
    const listed = leftOut.filter(({ reason }) => reason === "muted");
    const tokens = rows[0]?.tokenCount;
    expect(listed).toMatchObject([
      { span: { from: 3 }, tokens, price: tokens },
      { span: { from: 1 }, tokens, price: 0 },
    ]);
  });

  it("names every item, in one reading of the window, with the hash of what would be sent", async () => {
    const history = [
      await row(1, "Never on a Sunday.", FAMILY, { pinned: true }),
      await row(2, "A word, and then many more of them. ".repeat(40)),
    ];
    const { ask, reads } = world(history);
    const answer = await ask({ draft: "When?", contents: true });
    expect(reads.map(({ withContent }) => withContent)).toEqual([true]);
    const sent = [
      { role: "system", content: "Be brief." },
      { role: "user", content: history[0]?.content },
      { role: "assistant", content: history[1]?.content },
      { role: "user", content: "When?" },
    ];
    expect(answer.promptHash).toBe(createHash("sha256").update(JSON.stringify(sent)).digest("hex"));
    const { items = [] } = answer.contents ?? {};
    expect(items.map(({ kind, message }) => [kind, message?.seq ?? null])).toEqual([
      ["system", null],
      ["pinned", 1],
      ["recent", 2],
    ]);
    expect(items.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(answer.held);
    expect(items[2]?.prices.compress).toBeLessThan(-100);
  });
});
