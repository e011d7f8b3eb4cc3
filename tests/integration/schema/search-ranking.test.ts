import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { bestFirst, newestFirst } from "./search-oracle";
import { fillSearch, find, type History } from "./search-world";
import { openTestDatabase, type TestDatabase } from "./test-database";

const MESSAGES = 12_000;
const WORDS = { common: 8_000, often: 5_001, frequent: 5_000, some: 1_500, rare: 12, once: 1 };

describe.each(await backends())("the order of what is found on $name", ({ postgres }) => {
  let database: TestDatabase;
  let history: History;

  beforeAll(async () => {
    database = await openTestDatabase(postgres);
    history = await fillSearch(database, MESSAGES, WORDS);
    await fillSearch(database, 2_000, { common: 2_000, rare: 500 }, 2);
    await database.script("analyze");
  }, 300_000);
  afterAll(() => database.close());

  const newest = async (terms: readonly string[], pages: number, more: Record<string, unknown> = {}) => {
    const docs: number[] = [];
    let after: unknown = null;
    for (let page = 0; page < pages; page += 1) {
      const { rows } = await find(database, history.owner, terms, {
        sort: "newest",
        limit: 100,
        after,
        ...more,
      });
      const last = rows.at(-1);
      if (last === undefined) break;
      docs.push(...rows.map(({ doc }) => doc));
      after = { doc: last.doc, at: last.created_at };
    }
    return docs;
  };

  it.each([
    { terms: ["once"] },
    { terms: ["rare"] },
    { terms: ["some"] },
    { terms: ["rare", "some"] },
    { terms: ["common"] },
    { terms: ["rare", "common"] },
    { terms: ["some", "common", "often"] },
  ])("ranks $terms as a look at everything would", async ({ terms }) => {
    const { rows } = await find(database, history.owner, terms, { limit: 101 });
    const expected = bestFirst(history.said, terms).slice(0, 101);
    expect(rows.map(({ score }) => score)).toEqual(
      expected.map(({ score }) => expect.closeTo(score, 9) as number),
    );
    expect(rows.map(({ doc }) => doc)).toEqual(expected.map(({ doc }) => doc));
  });

  it("goes through the ranked ones page by page", async () => {
    const docs: number[] = [];
    let after: unknown = null;
    for (let page = 0; page < 5; page += 1) {
      const { rows } = await find(database, history.owner, ["some"], { limit: 50, after });
      const last = rows.at(-1);
      if (last === undefined) break;
      docs.push(...rows.map(({ doc }) => doc));
      after = { doc: last.doc, score: last.score };
    }
    expect(docs).toEqual(bestFirst(history.said, ["some"]).map(({ doc }) => doc));
  });

  it("says of a word in more than 5,000 messages that the newest are ranked", async () => {
    const { terms, docs } = await find(database, history.owner, Object.keys(WORDS));
    expect(terms.filter(({ capped }) => capped).map(({ term }) => term)).toEqual(["common", "often"]);
    expect(terms.slice(2).map(({ df }) => df)).toEqual([5_000, 1_500, 12, 1]);
    expect(docs).toBe(MESSAGES);
    // Estimated by how close together the newest ones lie.
    expect(terms[0]?.df).toBeGreaterThan(7_900);
    expect(terms[0]?.df).toBeLessThan(8_100);
  });

  it.each([{ word: "rare" }, { word: "some" }, { word: "frequent" }, { word: "common" }])(
    "gives all of $word, newest first, through all pages, once each",
    async ({ word }) => {
      expect(await newest([word], 60)).toEqual(newestFirst(history.said, [word]));
    },
    120_000,
  );

  it("gives what has every word, newest first", async () => {
    for (const terms of [
      ["rare", "common"],
      ["some", "frequent"],
      ["some", "common"],
    ])
      expect(await newest(terms, 20)).toEqual(newestFirst(history.said, terms));
  }, 120_000);

  it("filters while it goes through the newest", async () => {
    const users = newestFirst(history.said, ["some"], ({ role }) => role === "user");
    expect(await newest(["some"], 20, { role: "user" })).toEqual(users);
    const since = "2025-06-01T00:00:00Z";
    const until = "2026-06-01T00:00:00Z";
    const between = newestFirst(
      history.said,
      ["some"],
      ({ at }) => Date.parse(at) >= Date.parse(since) && Date.parse(at) < Date.parse(until),
    );
    expect(between.length).toBeGreaterThan(100);
    expect(await newest(["some"], 20, { since, until })).toEqual(between);
    const without = newestFirst(history.said, ["some"], ({ words }) => !words.includes("common"));
    expect(await newest(["some"], 20, { not_terms: ["common"] })).toEqual(without);
  }, 120_000);

  it("finds a common word in a past of which nothing is among the newest 5,000", async () => {
    const until = "2025-02-01T00:00:00Z";
    const { rows } = await find(database, history.owner, ["common"], { until, limit: 100 });
    expect(rows).toHaveLength(100);
    expect(rows.every(({ created_at }) => Date.parse(created_at) < Date.parse(until))).toBe(true);
  });

  it("does not take the filters for the reason that nobody used a word", async () => {
    // The last message alone has it.
    const more = { until: history.said[8_000]?.at };
    const { rows, terms } = await find(database, history.owner, ["once"], more);
    expect({ rows, df: terms[0]?.df }).toEqual({ rows: [], df: 1 });
  });
});
