import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  startApiUnderTest,
  codeOf,
  type Answer,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import type { AddMemoryAnswer, MaintenancePlanAnswer, MemoryAnswer, MemoryExport } from "@/types/memory-api";
import type { Memory } from "@/types/memory";
import { loadMemoryRoutes, memoryCalls, type MemoryRoutes } from "./memory-api";

const NOBODY = "99999999-9999-4999-8999-999999999999";

describe("memories by hand", () => {
  let api: ApiUnderTest;
  let routes: MemoryRoutes;
  let ada: User;
  let mine: ReturnType<typeof memoryCalls>;
  let bobs: ReturnType<typeof memoryCalls>;

  beforeAll(async () => {
    api = await startApiUnderTest();
    routes = await loadMemoryRoutes();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    const [one, two] = await Promise.all([api.guest(), api.guest()]);
    ada = one;
    mine = memoryCalls(routes, one);
    bobs = memoryCalls(routes, two);
  });

  async function added(body: string | object): Promise<Memory> {
    const answer = await mine.add(typeof body === "string" ? { content: body } : body);
    expect(answer.status).toBe(201);
    return (answer.body as AddMemoryAnswer).memory;
  }

  it("adds, finds, edits and forgets one", async () => {
    const memory = await added("My dog's name is Biscuit.");
    expect(memory).toMatchObject({ type: "long_term", kind: "fact", trust: "hand_written", standing: false });
    expect(await mine.list("?q=biscuit")).toMatchObject([{ id: memory.id }]);
    expect(await mine.list("?q=waffle")).toEqual([]);
    const { revision } = memory;
    const edited = await mine.one("PATCH", memory.id, { revision, content: "My dog's name is Waffle." });
    expect((edited.body as MemoryAnswer).memory).toMatchObject({ content: "My dog's name is Waffle." });
    expect(codeOf(await mine.one("PATCH", memory.id, { revision, content: "No!" }))).toBe("cannot_store");
    const gone = await mine.one("DELETE", memory.id);
    expect(gone).toMatchObject({
      status: 200,
      body: { deletion: { what: "memories", counts: { memories: 1 } } },
    });
    expect(codeOf(await mine.one("GET", memory.id))).toBe("not_found");
    expect((await mine.deletions()).body).toMatchObject({ deletions: [{ what: "memories" }] });
  });

  it("keeps one of two that say the same, and closes what is contradicted", async () => {
    const first = await added("I live in Oslo.");
    expect(await mine.add({ content: "I live in Oslo" })).toMatchObject({
      status: 200,
      body: { merged: true },
    });
    const second = await mine.add({ content: "I moved to Bergen." });
    expect(second.body).toMatchObject({ closed: [first.id] });
    expect(await mine.list()).toMatchObject([{ content: "I moved to Bergen." }]);
    expect(await mine.list("?holds=no")).toMatchObject([{ id: first.id }]);
  });

  it("filters and sorts, page by page", async () => {
    await added({ content: "Always answer briefly.", metadata: { from: "desk", level: 2 } });
    await added({ content: "I prefer tea to coffee.", metadata: { from: "bed" } });
    await added("My shoe size is 42.");
    expect(await mine.list("?kind=instruction")).toMatchObject([{ standing: true }]);
    expect(await mine.list(`?metadata=${encodeURIComponent('{"from":"bed"}')}`)).toHaveLength(1);
    expect(await mine.list("?standing=true")).toHaveLength(2);
    expect(await mine.list("?type=episodic")).toEqual([]);
    for (const sort of ["value", "used", "newest"]) {
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: Answer = await mine.get(
          `?sort=${sort}&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`,
        );
        const body = page.body as { memories: Memory[]; nextCursor: string | null };
        seen.push(...body.memories.map(({ id }) => id));
        cursor = body.nextCursor;
      }
      expect(new Set(seen).size).toBe(3);
      expect(seen).toHaveLength(3);
    }
  });

  it("merges several into the first", async () => {
    const one = await added("My shoe size is 42.");
    const two = await added("I own boots in size 42.");
    const merged = await mine.merge({ ids: [one.id, two.id], content: "My shoe size is 42, boots too." });
    expect(merged.body).toMatchObject({ memory: { id: one.id, content: "My shoe size is 42, boots too." } });
    expect(await mine.list()).toHaveLength(1);
  });

  it("exports everything and imports it as somebody else's word, once", async () => {
    await added("Always answer briefly.");
    await added("I live in Oslo.");
    const file = (await mine.export()).body as MemoryExport;
    expect(file.memories).toHaveLength(2);
    expect((await bobs.import(file)).body).toEqual({ imported: 2, skipped: [] });
    expect((await bobs.import(file)).body).toMatchObject({
      imported: 0,
      skipped: [{ why: "known" }, { why: "known" }],
    });
    const [instruction] = await bobs.list("?kind=instruction");
    expect(instruction).toMatchObject({ trust: "imported", standing: false, sources: [] });
    const { id, revision } = instruction as Memory;
    expect(codeOf(await bobs.one("PATCH", id, { revision, standing: true }))).toBe("cannot_store");
    const confirmed = await bobs.one("PATCH", id, { revision, confirm: true, standing: true });
    expect(confirmed.body).toMatchObject({ memory: { trust: "confirmed", standing: true } });
  });

  it("brings an entry back to its own agent, and one of a stranger's agent to all", async () => {
    const { data } = await ada.account.client.from("agents").select("id").limit(1).single();
    const agentId = data?.id;
    await added({ content: "The ledger closes on Fridays.", agentId });
    const file = (await mine.export()).body as MemoryExport;
    expect(file.memories).toMatchObject([{ agentId }]);
    await bobs.import(file);
    expect(await bobs.list()).toMatchObject([{ agentId: null }]);
    for (const { id } of await mine.list()) await mine.forget({ memoryIds: [id] });
    await mine.import(file);
    expect(await mine.list()).toMatchObject([{ agentId, trust: "imported" }]);
  });

  it("imports no secrets, and nothing that is no export", async () => {
    const entry = {
      type: "long_term",
      kind: "fact",
      content: "My password is hunter2.",
      validFrom: "2026-01-01T00:00:00Z",
    };
    const file = {
      format: "throughline.memories",
      version: 1,
      memories: [entry, { ...entry, content: "I sail." }],
    };
    expect((await mine.import(file)).body).toEqual({ imported: 1, skipped: [{ index: 0, why: "secret" }] });
    for (const bad of [
      {},
      { ...file, version: 2 },
      { ...file, memories: [{ ...entry, type: "short_term" }] },
      [],
    ]) {
      expect(codeOf(await mine.import(bad))).toBe("invalid_input");
    }
  });

  it("shows what maintenance would do, does it, and takes it back", async () => {
    const one = await added("My shoe size is 42 now.");
    await api.test.stack.database.query(
      "insert into public.memories (owner, type, kind, content, importance, trust, token_count, token_family) select owner, type, kind, 'my shoe size is 42 now!', 1, 'stated', 9, 'gpt-oss' from public.memories where id = $1",
      [one.id],
    );
    const plan = (await mine.plan()).body as MaintenancePlanAnswer;
    expect(plan.steps).toMatchObject([{ do: "merge", into: { id: one.id }, memories: [{ importance: 1 }] }]);
    expect(await mine.list()).toHaveLength(2);
    const done = await mine.maintain({ only: ["merge"] });
    expect(done.body).toMatchObject({ run: { steps: 1, undoneAt: null } });
    expect(await mine.list()).toHaveLength(1);
    const { run } = done.body as { run: { id: string } };
    expect(codeOf(await bobs.undo({ run: run.id }))).toBe("not_found");
    expect((await mine.undo({ run: run.id })).status).toBe(200);
    expect(await mine.list()).toHaveLength(2);
    expect(codeOf(await mine.undo({ run: run.id }))).toBe("not_found");
    expect((await mine.suggestions()).body).toEqual({ suggestions: [] });
  });

  it("forgets all", async () => {
    await added("I live in Oslo.");
    await added("My shoe size is 42.");
    expect((await mine.preview({ all: true })).body).toMatchObject({ counts: { memories: 2 } });
    expect((await mine.forget({ all: true })).body).toMatchObject({ deletion: { what: "all_memories" } });
    expect(await mine.list("?holds=all")).toEqual([]);
  });

  it("tells nobody about somebody else's", async () => {
    const { id, revision } = await added("I live in Oslo.");
    expect(await bobs.list("?holds=all")).toEqual([]);
    const tries = await Promise.all([
      bobs.one("GET", id),
      bobs.one("PATCH", id, { revision, content: "Mine." }),
      bobs.one("DELETE", id),
      bobs.merge({ ids: [id, NOBODY] }),
      bobs.forget({ memoryIds: [id] }),
      bobs.preview({ memoryIds: [id] }),
      bobs.add({ content: "Hello there", messageId: NOBODY }),
      bobs.deleteMessage(NOBODY),
    ]);
    for (const answer of tries) expect([answer.status, codeOf(answer)]).toEqual([404, "not_found"]);
    expect(await mine.list()).toHaveLength(1);
  });

  it("refuses what makes no sense, and keeps working", async () => {
    const { id, revision } = await added("I live in Oslo.");
    const bad: (readonly [Promise<Answer>, number, string])[] = [
      [mine.add({ content: "" }), 400, "invalid_input"],
      [mine.add({ content: "   " }), 400, "invalid_input"],
      [mine.add({ content: "x".repeat(2_001) }), 400, "invalid_input"],
      [mine.add({ content: "x".repeat(2_000_000) }), 413, "too_large"],
      [mine.add({ content: "a\u0000b" }), 422, "cannot_store"],
      [mine.add({ content: "a\ud800b" }), 422, "cannot_store"],
      [mine.add({ content: "My password is hunter2." }), 422, "cannot_store"],
      [mine.add({ content: "ok then", metadata: { deep: { deeper: 1 } } }), 400, "invalid_input"],
      [mine.add({ content: "ok then", metadata: { a: "\u0000" } }), 422, "cannot_store"],
      [mine.add({ content: "ok then", type: "short_term" }), 400, "invalid_input"],
      [mine.add({ content: "ok then", trust: "stated" }), 400, "invalid_input"],
      [mine.add("not json"), 400, "invalid_input"],
      [mine.one("GET", "not-an-id"), 404, "not_found"],
      [mine.one("PATCH", id, { revision }), 400, "invalid_input"],
      [mine.one("PATCH", id, { revision, content: "My PIN is 4921" }), 422, "cannot_store"],
      [mine.merge({ ids: [id] }), 400, "invalid_input"],
      [mine.merge({ ids: [id, id] }), 400, "invalid_input"],
      [mine.get("?limit=0"), 400, "invalid_input"],
      [mine.get("?cursor=nonsense"), 400, "invalid_input"],
      [mine.get("?metadata=nonsense"), 400, "invalid_input"],
      [mine.get("?type=short_term"), 400, "invalid_input"],
      [mine.get("?q=%00"), 422, "cannot_store"],
      [mine.forget({}), 400, "invalid_input"],
      [mine.forget({ all: true, messageId: id }), 400, "invalid_input"],
      [mine.forget({ all: false }), 400, "invalid_input"],
      [mine.undo({ run: randomUUID() }), 404, "not_found"],
      [memoryCalls(routes, null).get(), 401, "unauthenticated"],
    ];
    for (const [answer, status, code] of bad) {
      const got = await answer;
      expect([got.status, codeOf(got)]).toEqual([status, code]);
    }
    expect(await mine.list()).toHaveLength(1);
    expect(ada.id).not.toBe("");
  });
});
