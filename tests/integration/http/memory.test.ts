import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { conversationId as idOf, userId } from "@/types/api";
import type { AccountAnswer, MarksAnswer, MessagePage, SummariesAnswer, SummaryAnswer } from "@/types/api";
import type { ConversationId } from "@/types/ids";
import {
  call,
  codeOf,
  startApiUnderTest,
  type Answer,
  type ApiUnderTest,
  type CallOptions,
  type User,
} from "@/tests/support/api-under-test";

const FAMILY = "openai-o200k";

describe("summaries, marks and the account of a conversation", () => {
  let api: ApiUnderTest;
  let memory: Awaited<ReturnType<typeof loadMemory>>;
  let ada: User;
  let bob: User;
  let id: ConversationId;

  async function loadMemory() {
    return {
      summaries: await import("@/app/api/conversations/[id]/summaries/route"),
      summarize: await import("@/app/api/conversations/[id]/summarize/route"),
      marks: await import("@/app/api/conversations/[id]/marks/route"),
      account: await import("@/app/api/conversations/[id]/account/route"),
    };
  }

  beforeAll(async () => {
    api = await startApiUnderTest();
    memory = await loadMemory();
    [ada, bob] = await Promise.all([api.account(), api.guest()]);
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    id = await imported(10);
  });

  /** A conversation of so many turns, each with one fact. */
  async function imported(turns: number): Promise<ConversationId> {
    const { counter, conversationImporter } = api.services();
    const messages = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const said = [
        ["user", `The budget of team ${turn} is ${1_000 + turn} EUR.`],
        ["assistant", "Understood, and it is written down where everyone finds it. ".repeat(4)],
      ] as const;
      for (const [role, content] of said) {
        const tokens = await counter.countText(FAMILY, content);
        const tokenCount = messageTokens(FAMILY, tokens, role);
        const createdAt = "2026-11-20T10:00:00.000Z";
        messages.push({ role, content, tokenCount, tokenFamily: FAMILY, createdAt } as const);
      }
    }
    const owner = userId.parse(ada.id);
    const settings = { maxTokens: 1_000 };
    const content = { messages, summary: null, receipts: [], metadata: {}, settings };
    const { id: made } = await conversationImporter.importSample({
      owner,
      agentId: null,
      title: "Budgets",
      ...content,
    });
    return idOf.parse(made);
  }

  const at = (path: string, options: CallOptions = {}) => ({ path, options: { params: { id }, ...options } });
  const ask = (
    route: Parameters<typeof call<{ id: string }>>[0],
    path: string,
    who: User,
    options?: CallOptions,
  ): Promise<Answer> => {
    const where = at(path, options);
    return call(route, `/api/conversations/${id}/${where.path}`, who, where.options);
  };
  const list = async (who = ada) => {
    const { body } = await ask(memory.summaries.GET, "summaries", who);
    return body as SummariesAnswer;
  };
  const summarize = (body: unknown = {}, who = ada) => ask(memory.summarize.POST, "summarize", who, { body });
  const edit = (body: unknown, who = ada) =>
    ask(memory.summaries.PATCH, "summaries", who, { method: "PATCH", body });
  const use = (body: unknown, who = ada) =>
    ask(memory.summaries.PUT, "summaries", who, { method: "PUT", body });
  const mark = (body: unknown, who = ada) => ask(memory.marks.POST, "marks", who, { body });
  const messages = async () => {
    const { body } = await ask(api.routes.messages.GET, "messages", ada);
    return (body as MessagePage).messages;
  };

  it("summarises now, and lists what came of it", async () => {
    expect(await list()).toEqual({ active: null, summaries: [] });
    const { summary, tokensFreed } = (await summarize()).body as SummaryAnswer;
    expect(summary).toMatchObject({ version: 1, active: true, source: "extract", span: { from: 1 } });
    expect(summary?.span.messages).toBe(summary?.span.to);
    expect(tokensFreed).toBe((summary?.replaces ?? 0) - (summary?.tokens ?? 0));
    expect(summary?.facts.filter(({ where }) => where === "lost")).toEqual([]);
    expect((await list()).summaries).toEqual([summary]);
  });

  it("keeps an edited line over a rebuild and further versions, and undoes all of it", async () => {
    await summarize();
    const edited = (await edit({ version: 1, line: 0, text: "Team 0 has no budget." })).body as SummaryAnswer;
    expect(edited.summary).toMatchObject({ version: 2, source: "user" });
    expect(codeOf(await edit({ version: 1, line: 0, text: "Too late." }))).toBe("cannot_store");
    await summarize({ rebuild: true });
    const { summary } = (await summarize()).body as SummaryAnswer;
    expect(summary?.version).toBe(4);
    expect(summary?.lines.filter(({ byUser }) => byUser)).toMatchObject([{ text: "Team 0 has no budget." }]);
    expect(((await use({ version: 1, expected: 4 })).body as SummaryAnswer).summary?.version).toBe(1);
    expect(codeOf(await use({ version: 2, expected: 4 }))).toBe("cannot_store");
    expect(((await use({ version: null, expected: 1 })).body as SummaryAnswer).summary).toBeNull();
    expect((await list()).summaries).toHaveLength(4);
  });

  it("marks messages, and caps those that are pinned", async () => {
    const [first, reply, third] = await messages();
    const body = { messages: [first?.id, reply?.id], muted: true };
    expect(((await mark(body)).body as MarksAnswer).messages.map(({ muted }) => muted)).toEqual([true, true]);
    await mark({ messages: [first?.id], pinned: true });
    const compressed = (await mark({ messages: [reply?.id, third?.id], compressed: true }))
      .body as MarksAnswer;
    expect(compressed.messages.every((message) => message.compressed)).toBe(true);
    expect((await messages())[0]).toMatchObject({ pinned: true, muted: false });
    const all = (await messages()).map((message) => message.id);
    const refused = await mark({ messages: all, pinned: true });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      error: { code: "cannot_store", details: { cap: 250, of: "tokens" } },
    });
    expect((await messages()).filter(({ pinned }) => pinned)).toHaveLength(1);
  });

  it("tells what memory has cost and saved", async () => {
    const { body } = await ask(memory.account.GET, "account", ada);
    expect(body as AccountAnswer).toMatchObject({ saved: 0, net: 0 });
  });

  it("shows and changes nothing of anybody else's", async () => {
    await summarize();
    const [first] = await messages();
    const answers = await Promise.all([
      ask(memory.summaries.GET, "summaries", bob),
      summarize({}, bob),
      edit({ version: 1, line: 0, text: "Mine." }, bob),
      use({ version: null, expected: 1 }, bob),
      mark({ messages: [first?.id], muted: true }, bob),
      ask(memory.account.GET, "account", bob),
    ]);
    expect(answers.map(codeOf)).toEqual(answers.map(() => "not_found"));
    expect((await list()).active).toBe(1);
    expect((await messages())[0]?.muted).toBe(false);
  });
});
