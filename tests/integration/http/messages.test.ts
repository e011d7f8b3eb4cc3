import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexText } from "@/lib/domain/retrieval/index-text";
import type { BegunTurn, StaleSettings } from "@/lib/ports/turn-store";
import { clientMessageId, conversationId, userId } from "@/types/api";
import type { Message } from "@/types/chat";
import type { ContextReport } from "@/types/context";
import {
  anId,
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import { backends } from "@/tests/support/backends";

type Page = { messages: Message[]; nextCursor: number | null; hasMore: boolean };

const NO_LIMITS = {
  addressHash: null,
  perUser: 9e5,
  perAddress: 9e5,
  global: 9e5,
  tokensADay: 9e8,
  free: true,
};

const NO_MEMORY = { floor: 0, expected: null, rate: null };

/** Nothing was expected of the settings, so nothing can have changed. */
function notStale(begun: BegunTurn | StaleSettings): BegunTurn {
  if (begun.status === "stale") throw new Error("the turn was not begun");
  return begun;
}

for (const { name, postgres } of await backends()) {
  describe(`messages on ${name}`, () => {
    let api: ApiUnderTest;
    let ada: User;

    beforeAll(async () => {
      api = await startApiUnderTest({ postgres });
      ada = await api.account();
    });
    afterAll(() => api.stop());

    const newConversation = async (): Promise<string> => {
      const { body } = await call(api.routes.conversations.POST, "/api/conversations", ada, { body: {} });
      return (body as { conversation: { id: string } }).conversation.id;
    };
    const page = (id: string, search = "", who: User = ada) =>
      call(api.routes.messages.GET, `/api/conversations/${id}/messages${search}`, who, { params: { id } });
    const pageOf = async (id: string, search = "") => (await page(id, search)).body as Page;

    /** A turn as the server begins it. */
    const begin = async (id: string, content: string, leaseSeconds = 60): Promise<BegunTurn> => {
      const begun = await api.services().turnStore.begin({
        owner: userId.parse(ada.id),
        conversationId: conversationId.parse(id),
        agentId: null,
        maxTokens: 8_000,
        clientMessageId: clientMessageId.parse(randomUUID()),
        bodyHash: "hash",
        content,
        tokens: 10,
        index: indexText(content, { saidAt: "2026-01-05T09:00:00Z", author: null }),
        temporary: false,
        tokenFamily: "openai-o200k",
        model: "offline",
        tokensReserved: 100,
        windowBudget: 1_000,
        ...NO_MEMORY,
        leaseSeconds,
        limits: NO_LIMITS,
      });
      return notStale(begun);
    };
    const write = ({ turnId, fence }: BegunTurn, n: number, kind: "delta" | "thinking", text: string) =>
      api
        .services()
        .turnStore.append(60, [{ turnId, fence, piece: { n, kind, offset: n, text, tokens: n } }]);
    const finish = ({ turnId, fence }: BegunTurn) =>
      api.services().turnStore.finish({
        turnId,
        fence,
        status: "complete",
        replyTokens: 5,
        thinkingTokens: 3,
        thinkingMs: 40,
        tokenFamily: "openai-o200k",
        finishReason: "stop",
        usage: null,
        error: null,
        context: null,
        index: null,
        rate: null,
      });
    const say = async (id: string, content: string, reply: string) => {
      const turn = await begin(id, content);
      await write(turn, 0, "delta", reply);
      await finish(turn);
      return turn;
    };

    it("come newest page first and lead on in both directions", async () => {
      const id = await newConversation();
      for (const word of ["one", "two", "three"]) await say(id, word, `${word}!`);
      const newest = await pageOf(id, "?limit=4");
      expect(newest.messages.map(({ content }) => content)).toEqual(["two", "two!", "three", "three!"]);
      expect(newest).toMatchObject({ hasMore: true, nextCursor: newest.messages[0]?.seq });
      const older = await pageOf(id, `?limit=4&before=${newest.nextCursor}`);
      expect(older.messages.map(({ content }) => content)).toEqual(["one", "one!"]);
      expect(older).toMatchObject({ hasMore: false, nextCursor: null });
      const newer = await pageOf(id, `?limit=3&after=${older.messages[0]?.seq}`);
      expect(newer.messages.map(({ content }) => content)).toEqual(["one!", "two", "two!"]);
      expect(newer).toMatchObject({ hasMore: true, nextCursor: newer.messages.at(-1)?.seq });
    });

    it("hold the sender's id, and never a replaced reply or its thinking", async () => {
      const id = await newConversation();
      const turn = await begin(id, "Why?");
      await write(turn, 0, "thinking", "Hm.");
      await write(turn, 1, "delta", "Because.");
      await finish(turn);
      const before = (await pageOf(id)).messages;
      expect(before.map(({ kind, content }) => [kind, content])).toEqual([
        ["chat", "Why?"],
        ["chat", "Because."],
        ["thinking", "Hm."],
      ]);
      expect(before[0]?.clientMessageId).toMatch(/^[0-9a-f-]{36}$/);
      expect(before[2]?.turnId).toBe(before[1]?.turnId);
      const retrial = await api.services().turnStore.retry({
        owner: userId.parse(ada.id),
        turnId: turn.turnId,
        clientMessageId: clientMessageId.parse(randomUUID()),
        tokenFamily: "openai-o200k",
        model: "offline",
        tokensReserved: 100,
        windowBudget: 1_000,
        ...NO_MEMORY,
        leaseSeconds: 60,
        limits: NO_LIMITS,
      });
      const retried = notStale(retrial);
      await write(retried, 0, "delta", "Just so.");
      await finish(retried);
      expect((await pageOf(id)).messages.map(({ content }) => content)).toEqual(["Why?", "Just so."]);
    });

    it("show a running reply with its text so far, as soon as it is stored", async () => {
      const id = await newConversation();
      const turn = await begin(id, "Tell me");
      expect((await pageOf(id)).messages[1]).toMatchObject({ status: "streaming", content: "" });
      await write(turn, 0, "thinking", "Hm. ");
      await write(turn, 1, "delta", "Once ");
      await write(turn, 2, "delta", "upon");
      expect((await pageOf(id)).messages[1]).toMatchObject({ status: "streaming", content: "Once upon" });
      await finish(turn);
      expect((await pageOf(id)).messages[1]).toMatchObject({ status: "complete", content: "Once upon" });
    });

    it("show a reply as interrupted once its server's lease has run out, with its text", async () => {
      const id = await newConversation();
      const turn = await begin(id, "Tell me");
      await write(turn, 0, "delta", "Once");
      await api.test.stack.database.query(
        "update public.turns set lease_until = lease_until - interval '1 hour' where id = $1",
        [turn.turnId],
      );
      expect((await pageOf(id)).messages[1]).toMatchObject({ status: "interrupted", content: "Once" });
    });

    it("are nobody else's business", async () => {
      const id = await newConversation();
      const bob = await api.guest();
      expect(codeOf(await page(id, "", bob))).toBe("not_found");
      expect(codeOf(await page(anId(), "", bob))).toBe("not_found");
    });

    it("fill the context report, by both doors alike, and it adds up", async () => {
      const id = await newConversation();
      await say(id, "My sister's dog is called Biscuit.", "Noted.");
      const read = await call(api.routes.conversationContext.GET, `/api/conversations/${id}/context`, ada, {
        params: { id },
      });
      const asked = await call(api.routes.context.POST, "/api/context", ada, {
        body: { conversationId: id },
      });
      expect(read.status).toBe(200);
      expect(read.body).toEqual(asked.body);
      const report = read.body as ContextReport;
      expect(report.segments.map(({ kind }) => kind)).toEqual(["system", "recent"]);
      expect(report.segments[1]).toMatchObject({ tokens: 15, from: 1, to: 2 });
      expect(report.held + report.draft + report.reserve + report.free).toBe(report.budget);
    });

    it("leave the window at its budget's end, and the report says which", async () => {
      const id = await newConversation();
      await api.test.stack.database.query(
        `insert into public.messages (owner, conversation, seq, role, content, token_count, token_family, status)
         select $1, $2, n, case when n % 2 = 1 then 'user' else 'assistant' end, 'words', 100, 'openai-o200k', 'complete'
         from generate_series(1, 200) n`,
        [ada.id, id],
      );
      await api.test.stack.database.query(
        "update public.conversations set next_seq = 201, message_count = 200 where id = $1",
        [id],
      );
      const { body } = await call(api.routes.context.POST, "/api/context", ada, {
        body: { conversationId: id, maxTokens: 2_000, draft: "And now?" },
      });
      const report = body as ContextReport;
      expect(report).toMatchObject({ budget: 2_000, slides: true, level: "full" });
      const kept = report.segments.find(({ kind }) => kind === "recent");
      expect(kept).toMatchObject({ to: 200 });
      expect(report.leftOut).toEqual({ messages: (kept?.from ?? 0) - 1, from: 1, to: (kept?.from ?? 0) - 1 });
      expect(report.held + report.draft + report.reserve + report.free).toBe(report.budget);
    });

    it("report the context of a conversation to be, and of nobody else's", async () => {
      const fresh = await call(api.routes.context.POST, "/api/context", ada, { body: { draft: "Hello" } });
      expect(fresh.body).toMatchObject({
        budget: 8_000,
        model: "offline",
        provider: "offline",
        slides: false,
      });
      const id = await newConversation();
      const bob = await api.guest();
      const foreign = await call(api.routes.context.POST, "/api/context", bob, {
        body: { conversationId: id },
      });
      expect(codeOf(foreign)).toBe("not_found");
    });
  });
}
