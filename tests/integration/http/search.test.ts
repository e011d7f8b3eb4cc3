import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexText } from "@/lib/domain/retrieval/index-text";
import { clientMessageId, userId } from "@/types/api";
import type { SearchAnswer, SearchHit } from "@/types/search";
import {
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import { backends } from "@/tests/support/backends";

const LIMITS = { addressHash: null, perUser: 9e5, perAddress: 9e5, global: 9e5, tokensADay: 9e8, free: true };

const textOf = (hit: SearchHit | undefined) => hit?.snippet.map(({ text }) => text).join("");
const hitsOf = (hit: SearchHit | undefined) =>
  hit?.snippet.filter((part) => part.hit).map(({ text }) => text);

for (const { name, postgres } of await backends()) {
  describe(`search on ${name}`, () => {
    let api: ApiUnderTest;
    let ada: User;
    let bob: User;

    const say = async (who: User, content: string, indexed = true): Promise<string> => {
      const index = indexText(content, { saidAt: "2026-01-05T09:00:00Z", author: null });
      const { turnStore } = api.services();
      const begun = await turnStore.begin({
        owner: userId.parse(who.id),
        conversationId: null,
        agentId: null,
        maxTokens: 8_000,
        clientMessageId: clientMessageId.parse(randomUUID()),
        bodyHash: "hash",
        content,
        tokens: 10,
        index: indexed ? index : { ...index, version: 0 },
        temporary: false,
        tokenFamily: "openai-o200k",
        model: "offline",
        tokensReserved: 100,
        windowBudget: 1_000,
        floor: 0,
        expected: null,
        rate: null,
        leaseSeconds: 60,
        limits: LIMITS,
      });
      if (begun.status === "stale") throw new Error("the turn was not begun");
      return begun.conversation.id;
    };
    const ask = (query: Record<string, string>, who: User = ada) =>
      call(api.routes.search.GET, `/api/search?${new URLSearchParams(query).toString()}`, who);
    const search = async (query: Record<string, string>, who: User = ada): Promise<SearchAnswer> => {
      const { status, body } = await ask(query, who);
      expect(status, JSON.stringify(body)).toBe(200);
      return body as SearchAnswer;
    };
    const messages = async (q: string, more: Record<string, string> = {}) =>
      (await search({ q, kind: "message", ...more })).hits;

    beforeAll(async () => {
      api = await startApiUnderTest({ postgres });
      ada = await api.account();
      bob = await api.account();
      for (const text of [
        "We moved the bakery to Lindenstraße in March",
        "Die Häuser am Hafen sind teuer geworden",
        "我想下个星期去买咖啡机和牛奶",
        "来週、東京でコーヒーを飲みたいです",
        "ฉันอยากไปเที่ยวเชียงใหม่เดือนหน้า",
        "The rye bread recipe needs a sourdough starter",
        "Bread without rye is a different recipe",
      ])
        await say(ada, text);
      await say(bob, "The bakery of Bob has a secret recipe for marmalade");
    });
    afterAll(() => api.stop());

    it.each([
      { language: "English", q: "bakery", finds: "bakery" },
      { language: "German, in another form", q: "Haus", finds: "Häuser" },
      { language: "German without its marks", q: "lindenstrasse", finds: "Lindenstraße" },
      { language: "Chinese", q: "咖啡机", finds: "咖啡机" },
      { language: "Japanese", q: "東京", finds: "東京" },
      { language: "Thai", q: "เชียงใหม่", finds: "เชียงใหม่" },
    ])("finds $language, with the hit marked", async ({ q, finds }) => {
      const [hit] = await messages(q);
      expect(textOf(hit)).toContain(finds);
      expect(hitsOf(hit)?.length).toBeGreaterThan(0);
    });

    it("reads a mistyped word as the nearest one in use, and says so", async () => {
      const answer = await search({ q: "recpie", kind: "message" });
      expect(answer.hits).toHaveLength(2);
      expect(answer.corrections).toEqual([{ typed: "recpie", used: "recipe" }]);
    });

    it("never offers another user's words", async () => {
      const answer = await search({ q: "marmelade" });
      expect(answer.hits).toEqual([]);
      expect(answer.corrections).toEqual([]);
      expect((await search({ q: "marmelade" }, bob)).hits.length).toBeGreaterThan(0);
    });

    it("takes phrases word for word, and leaves out what is ruled out", async () => {
      expect((await messages('"rye bread"')).map(textOf)).toEqual([
        "The rye bread recipe needs a sourdough starter",
      ]);
      expect((await messages("recipe -sourdough")).map(textOf)).toEqual([
        "Bread without rye is a different recipe",
      ]);
    });

    it("filters, and gives the newest first on request", async () => {
      const newest = await messages("recipe", { sort: "newest" });
      expect(newest.map(textOf)).toEqual([
        "Bread without rye is a different recipe",
        "The rye bread recipe needs a sourdough starter",
      ]);
      expect(await messages("recipe", { role: "assistant" })).toEqual([]);
      expect(await messages("recipe", { until: "2020-01-01" })).toEqual([]);
      const [first] = newest;
      const alone = await messages("recipe", { conversationId: first?.conversationId ?? "" });
      expect(alone.map((hit) => hit.messageId)).toEqual([first?.messageId]);
    });

    it("goes through pages without repeating or losing a hit", async () => {
      for (const sort of ["best", "newest"]) {
        const first = await search({ q: "recipe", kind: "message", sort, limit: "1" });
        const second = await search({
          q: "recipe",
          kind: "message",
          sort,
          limit: "1",
          cursor: first.nextCursor ?? "",
        });
        expect(new Set([...first.hits, ...second.hits].map((hit) => hit.messageId)).size).toBe(2);
        expect(second.nextCursor).toBeNull();
      }
    });

    it("finds titles while they are being typed, before messages", async () => {
      const answer = await search({ q: "bak" });
      expect(answer.hits[0]).toMatchObject({
        kind: "title",
        title: expect.stringContaining("bakery") as string,
      });
      expect(hitsOf(answer.hits[0])).toEqual(["bakery"]);
      expect(answer.searched.titles).toBe(7);
    });

    it.each([
      { what: "nothing", q: "" },
      { what: "space", q: "   " },
      { what: "a quote that is not closed", q: '"' },
      { what: "operators", q: '- -- "" ( ) & | ! :* <-> \\ \' %' },
      { what: "what is ruled out alone", q: "-bread" },
      { what: "small words", q: "the of and" },
      { what: "emoji", q: "🎉🎉" },
    ])("answers $what without an error", async ({ q }) => {
      await search({ q });
    });

    it.each([
      { what: "a NUL", query: { q: "a\0b" }, status: 422 },
      { what: "too much", query: { q: "x".repeat(1_001) }, status: 400 },
      { what: "an unknown order", query: { q: "a", sort: "random" }, status: 400 },
      { what: "a forged cursor", query: { q: "a", cursor: "e30" }, status: 400 },
      { what: "a day that is none", query: { q: "a", since: "yesterday" }, status: 400 },
      { what: "an unknown filter", query: { q: "a", owner: "me" }, status: 400 },
    ])("refuses $what", async ({ query, status }) => {
      expect((await ask(query)).status).toBe(status);
    });

    it("asks for a session", async () => {
      const answer = await call(api.routes.search.GET, "/api/search?q=bakery", { headers: {} });
      expect(codeOf(answer)).toBe("unauthenticated");
    });

    it("indexes what was stored without an index, and finds it then", async () => {
      await say(bob, "A lighthouse that nobody indexed", false);
      expect((await search({ q: "lighthouse", kind: "message" }, bob)).hits).toEqual([]);
      const { fillSome } = await import("@/lib/server/maintenance");
      const { indexStore, log } = api.services();
      expect(await fillSome(indexStore, log)).toBe(1);
      expect((await search({ q: "lighthouse", kind: "message" }, bob)).hits).toHaveLength(1);
      expect(await fillSome(indexStore, log)).toBe(0);
    });
  });
}
