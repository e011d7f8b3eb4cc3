import { describe, expect, it } from "vitest";
import { agentId, conversationId } from "@/types/api";
import { aMemory, aMessage, aSummary, aTitle, fakeSearch } from "./fake-search";

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => aMessage(`bread ${at}`, { doc: count - at, score: count - at }));

describe("search", () => {
  it("puts all kinds into one list: titles before messages, summaries after", async () => {
    const { ask } = fakeSearch({
      rows: () => [aMessage("bread", { score: 9 }), aMessage("some bread", { score: 3 })],
      titles: [aTitle("Bread")],
      memories: [aMemory("Likes bread", 5)],
      summaries: [aSummary("About bread", 5)],
    });
    const { hits, searched } = await ask("bread");
    expect(hits.map(({ kind }) => kind)).toEqual(["title", "message", "memory", "summary", "message"]);
    expect(searched).toEqual({ messages: 7, titles: 3 });
  });

  it("puts all kinds in the order of time on request", async () => {
    const at = (saidAt: string) => ({ saidAt });
    const { ask } = fakeSearch({
      rows: () => [
        aMessage("bread", at("2026-03-16T00:00:00Z")),
        aMessage("bread", at("2026-03-12T00:00:00Z")),
      ],
      titles: [aTitle("Bread")],
    });
    const { hits } = await ask("bread", { sort: "newest" });
    expect(hits.map(({ kind }) => kind)).toEqual(["message", "title", "message"]);
  });

  it.each(["message", "title", "memory", "summary"] as const)(
    "asks for nothing but a %s where that is wanted",
    async (kind) => {
      const { ask, asked } = fakeSearch();
      await ask("bread", { kind });
      const counts = {
        message: asked.messages,
        title: asked.titles,
        memory: asked.memories,
        summary: asked.summaries,
      };
      expect(Object.entries(counts).filter(([, calls]) => calls.length > 0)).toHaveLength(1);
      expect(counts[kind]).toHaveLength(1);
    },
  );

  it("hands every filter on, and looks for nothing else where only messages can have it", async () => {
    const filters = {
      since: "2026-01-01",
      until: "2026-02-01",
      agentId: agentId.parse("0190d1a0-7c0e-4c1e-8c1e-7c0e4c1e8c1e"),
      conversationId: conversationId.parse("0190d1a0-7c0e-4c1e-8c1e-7c0e4c1e8c1f"),
    };
    const { ask, asked } = fakeSearch();
    await ask("bread", filters);
    for (const [query] of [asked.messages, asked.memories, asked.summaries, asked.titles])
      expect(query).toMatchObject(filters);
    await ask("bread", { role: "user" });
    expect(asked.messages[1]).toMatchObject({ role: "user" });
    expect([asked.memories, asked.summaries, asked.titles].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it("says which words are in more messages than are ranked", async () => {
    const { ask } = fakeSearch({ capped: ["bread"] });
    expect((await ask("Bread oven")).capped).toEqual([{ word: "bread", ranked: 5_000 }]);
    expect((await ask("oven")).capped).toEqual([]);
  });

  it.each(["", "   ", "-bread", '-"rye bread"', "🎉", "- -- ( ) '"])("asks nobody about %j", async (text) => {
    const { ask, asked } = fakeSearch();
    expect(await ask(text)).toMatchObject({ hits: [], next: null });
    expect([...asked.messages, ...asked.titles, ...asked.memories]).toEqual([]);
  });

  it("asks for words of all languages at once, as one group each", async () => {
    const { ask, asked } = fakeSearch();
    await ask("Häuser bread");
    const terms = asked.messages[0]?.terms ?? [];
    expect(terms.filter(({ group }) => group === 0).map(({ term }) => term)).toContain("haus");
    expect(terms.filter(({ group }) => group === 1).map(({ term }) => term)).toContain("bread");
    await ask(Array.from({ length: 40 }, (_, at) => `word${at}`).join(" "));
    expect(asked.messages[1]?.terms.length).toBeLessThanOrEqual(24);
  });

  it("has the words of phrases in every result, and leaves small words to the phrase", async () => {
    const { ask, asked } = fakeSearch();
    await ask('"the rye bread"');
    expect(asked.messages[0]).toMatchObject({ phrases: ["the rye bread"] });
    expect(asked.messages[0]?.terms.every(({ must }) => must)).toBe(true);
    expect(asked.messages[0]?.terms.map(({ term }) => term)).not.toContain("the");
  });
});

describe("pages of a search", () => {
  it("go on after the last message that was shown, by score or by time", async () => {
    const { ask, asked } = fakeSearch({ rows: ({ limit }) => many(9).slice(0, limit) });
    const best = await ask("bread", { limit: 4 });
    expect(asked.messages[0]?.limit).toBe(5);
    expect(best.hits).toHaveLength(4);
    expect(best.next).toEqual({ doc: 6, score: 6 });
    const newest = await ask("bread", { limit: 4, sort: "newest" });
    expect(newest.next).toEqual({ doc: 6, at: "2026-03-14T09:00:00.123456+00:00" });
  });

  it("end where no message is left", async () => {
    const { ask } = fakeSearch({ rows: () => many(4) });
    expect((await ask("bread", { limit: 4 })).next).toBeNull();
  });

  it("hold messages alone after the first", async () => {
    const { ask, asked } = fakeSearch({ rows: () => many(2), titles: [aTitle("Bread")] });
    const { hits } = await ask("bread", { after: { doc: 3, score: 3 } });
    expect(hits.map(({ kind }) => kind)).toEqual(["message", "message"]);
    expect(asked.titles).toEqual([]);
  });

  it("lose no message to what stands beside them, however small they are", async () => {
    for (const limit of [1, 2, 3, 8]) {
      const all = many(11);
      const { ask } = fakeSearch({
        rows: ({ after, limit: most }) =>
          all.filter(({ doc }) => after === null || doc < after.doc).slice(0, most),
        titles: Array.from({ length: 5 }, (_, at) => aTitle(`Bread ${at}`)),
        memories: Array.from({ length: 5 }, (_, at) => aMemory(`Bread ${at}`)),
      });
      const seen: string[] = [];
      let page = await ask("bread", { limit });
      for (let left = 20; left > 0; left -= 1) {
        expect(page.hits.length).toBeLessThanOrEqual(limit);
        seen.push(...page.hits.flatMap(({ messageId }) => (messageId === null ? [] : [messageId])));
        if (page.next === null) break;
        page = await ask("bread", { limit, after: page.next });
      }
      expect(seen).toEqual(all.map(({ messageId }) => messageId));
    }
  });
});

describe("what a search rules out, beside messages", () => {
  const world = {
    titles: [aTitle("Rye bread"), aTitle("Bread of rye"), aTitle("Rye bread and butter")],
    memories: [aMemory("Eats RYE\nbread"), aMemory("Bread, no rye")],
    summaries: [aSummary("Rye bread with butter")],
  };
  const texts = (hits: readonly { snippet: { text: string }[] }[]) =>
    hits.map(({ snippet }) => snippet.map(({ text }) => text).join("")).sort();

  it("keeps to phrases in titles, memories and summaries", async () => {
    const { ask, asked } = fakeSearch(world);
    expect(texts((await ask('"rye bread"')).hits)).toEqual([
      "Eats RYE\nbread",
      "Rye bread",
      "Rye bread and butter",
      "Rye bread with butter",
    ]);
    expect(asked.titles[0]).toMatchObject({ text: "rye bread", prefix: false });
  });

  it("keeps to what is ruled out, and does not look for it in titles", async () => {
    const { ask, asked } = fakeSearch(world);
    expect(texts((await ask("rye -butter")).hits)).toEqual([
      "Bread of rye",
      "Bread, no rye",
      "Eats RYE\nbread",
      "Rye bread",
    ]);
    expect(asked.titles[0]).toMatchObject({ text: "rye", prefix: false });
    expect(texts((await ask('rye -"rye bread"')).hits)).toEqual(["Bread of rye", "Bread, no rye"]);
  });

  it("takes the last word for one that may go on, until a space follows", async () => {
    const { ask, asked } = fakeSearch();
    await ask("rye br");
    await ask("rye bread ");
    expect(asked.titles.map(({ prefix }) => prefix)).toEqual([true, false]);
  });
});
