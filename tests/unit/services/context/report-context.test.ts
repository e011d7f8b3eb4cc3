import { describe, expect, it } from "vitest";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { LanguageModel } from "@/lib/ports/language-model";
import type { WindowRow } from "@/lib/ports/turn-store";
import { reportContext } from "@/lib/services/context/report-context";
import { createModelRegistry } from "@/lib/services/models/model-registry";
import type { TokenFamily } from "@/types/chat";
import { aConversation, aMessage, anAgent } from "../sample-rows";

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

async function row(seq: number, content: string, family: TokenFamily = FAMILY): Promise<WindowRow> {
  const role = seq % 2 === 1 ? ("user" as const) : ("assistant" as const);
  const tokenCount = messageTokens(family, await counter.countText(family, content), role);
  const { id, kind, status, createdAt } = aMessage();
  return { id, seq, role, kind, content, status, createdAt, tokenCount, tokenFamily: family };
}

/** A conversation in memory, and what was read of it. */
function world(history: WindowRow[], fields: Parameters<typeof aConversation>[0] = {}) {
  const reads: { budget: number; withContent: boolean }[] = [];
  const conversation = aConversation(fields);
  const deps = {
    counter,
    models: createModelRegistry({ models: [offline], absent: [] }),
    maxContextTokens: 4_000,
    settings: {
      forChat: (id: string | null) =>
        Promise.resolve({ agent: anAgent(), conversation: id === null ? null : conversation }),
    },
    window: {
      read: (_id: string, budget: number, withContent: boolean) => {
        reads.push({ budget, withContent });
        const rows: WindowRow[] = [];
        let left = budget;
        for (const each of history.toReversed()) {
          left -= each.tokenCount;
          if (left < 0) break;
          rows.push(withContent ? each : { ...each, content: "…" });
        }
        const unread = history.slice(0, history.length - rows.length);
        const [from, to] = [unread[0]?.seq, unread.at(-1)?.seq];
        const older = from === undefined || to === undefined ? null : { messages: unread.length, from, to };
        return Promise.resolve({ rows, older });
      },
    },
  };
  return { deps, reads, conversation };
}

const ask = { agentId: null, draft: "", maxTokens: null };

describe("what the next call would hold", () => {
  it("adds up to the budget, whatever is in it", async () => {
    const history = [await row(1, "My sister's dog is called Biscuit."), await row(2, "Noted.")];
    const { deps, conversation, reads } = world(history);
    for (const draft of ["", "What is the dog called?"]) {
      const report = await reportContext(deps, { ...ask, conversationId: conversation.id, draft });
      expect(report.held + report.draft + report.reserve + report.free).toBe(report.budget);
      expect(report.segments.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(report.held);
      expect(report.draft > 0).toBe(draft !== "");
      expect(report.segments.at(-1)).toMatchObject({ kind: "recent", from: 1, to: 2 });
    }
    expect(reads.map(({ withContent }) => withContent)).toEqual([false, false]);
  });

  it("gives a conversation that does not exist yet the server's budget, and reads no history", async () => {
    const { deps, reads } = world([]);
    const report = await reportContext(deps, { ...ask, conversationId: null, draft: "Hello" });
    expect(report).toMatchObject({ budget: 4_000, leftOut: null, overBy: 0 });
    expect(reads).toEqual([]);
  });

  it("tries another budget without changing the conversation's", async () => {
    const { deps, conversation } = world([]);
    const report = await reportContext(deps, { ...ask, conversationId: conversation.id, maxTokens: 1_000 });
    expect(report.budget).toBe(1_000);
    expect(report.replyReserve).toBe(250);
    expect(conversation.maxTokens).toBe(8_000);
  });

  it("says by how much a draft passes the budget", async () => {
    const { deps, conversation } = world([], { maxTokens: 1_000 });
    const draft = "word ".repeat(2_000);
    const report = await reportContext(deps, { ...ask, conversationId: conversation.id, draft });
    expect(report.free).toBe(0);
    expect(report.overBy).toBe(report.held + report.draft + report.reserve - report.budget);
    expect(report.overBy).toBeGreaterThan(0);
  });

  it("lets the oldest turns go, and says which", async () => {
    const long = "word ".repeat(300);
    const history = await Promise.all([1, 2, 3, 4, 5, 6].map((seq) => row(seq, long)));
    const { deps, conversation } = world(history, { maxTokens: 2_000, replyReserve: 500 });
    const report = await reportContext(deps, { ...ask, conversationId: conversation.id });
    expect(report.slides).toBe(true);
    expect(report.leftOut).toEqual({ messages: 2, from: 1, to: 2 });
    expect(report.segments.at(-1)).toMatchObject({ kind: "recent", from: 3, to: 6 });
  });

  it("counts again what another family's model has counted", async () => {
    const texts = ["Quelle belle journée à Besançon 😀", "Oui, très belle."];
    const other = await Promise.all(texts.map((text, index) => row(index + 1, text, "llama")));
    const own = await Promise.all(texts.map((text, index) => row(index + 1, text)));
    const switched = world(other);
    const report = await reportContext(switched.deps, { ...ask, conversationId: switched.conversation.id });
    const same = world(own);
    const expected = await reportContext(same.deps, { ...ask, conversationId: same.conversation.id });
    expect(report.held).toBe(expected.held);
    expect(switched.reads.map(({ withContent }) => withContent)).toEqual([false, true]);
  });
});
