import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { readTurn } from "@/tests/support/api";
import { extractMemories, type ExtractDeps } from "@/lib/services/memory/extract-memories";
import { tendMemories } from "@/lib/services/memory/tend-memories";
import { newMemoryId } from "@/lib/server/new-id";
import { conversationId, userId } from "@/types/api";
import { startTurnApi, type TurnApi } from "../turns/support/turn-api";
import { loadMemoryRoutes, memoryCalls, type MemoryRoutes } from "./memory-api";

const DAY_MS = 86_400_000;
const EXTRACTION = /^You write down what is worth remembering/;

describe("taking memories from what was said", () => {
  let turns: TurnApi;
  let routes: MemoryRoutes;
  let ada: User;
  let mine: ReturnType<typeof memoryCalls>;
  let answers: string[];

  beforeAll(async () => {
    turns = await startTurnApi({ upkeep: true, env: { TOKENS_A_DAY_GUEST: "100000000" } });
    routes = await loadMemoryRoutes();
    turns.fake.behave({
      answer: ({ messages }) =>
        EXTRACTION.test(messages[0]?.content ?? "") ? (answers.shift() ?? '{"memories": []}') : "I see.",
    });
  });
  afterAll(() => turns.stop());
  beforeEach(async () => {
    answers = [];
    ada = await turns.api.guest();
    mine = memoryCalls(routes, ada);
  });

  async function say(content: string, place: object = {}): Promise<string> {
    const turn = await readTurn(await turns.chat(ada, { content, ...place }));
    expect(turn.error).toBeNull();
    await expect.poll(() => turns.runtime().hub.size, { interval: 2 }).toBe(0);
    await turns.upkeepSettled();
    return turn.accepted.conversationId;
  }

  /** As the upkeep does it, with a store that fails as it is told to. */
  function deps(changed: Partial<ExtractDeps["memories"]> = {}): ExtractDeps {
    const { memoryStore, counter, callLedger } = turns.api.services();
    const clock = { now: () => Date.now() };
    const timers = { after: () => () => undefined, elapsed: () => performance.now() } as never;
    return {
      memories: { ...memoryStore, ...changed },
      counter,
      ledger: callLedger,
      clock,
      timers,
      newMemoryId,
    };
  }

  function job(id: string) {
    const { log } = turns.api.services();
    const owner = userId.parse(ada.id);
    return { owner, conversationId: conversationId.parse(id), turnId: null, chosen: null, log };
  }

  const query = (sql: string, params: unknown[] = []) => turns.api.test.stack.database.query(sql, params);
  const anew = (id: string) => query("update public.conversations set extracted_to = 0 where id = $1", [id]);
  const forgetAll = () => query("delete from public.memories where owner = $1", [ada.id]);
  const askedOfModel = () =>
    turns.fake.chats.filter(({ messages }) => EXTRACTION.test(messages[0]?.content ?? ""));

  it("stores nothing when it dies before, and everything once when it is done again", async () => {
    const id = await say("I live in Oslo. My dog's name is Biscuit.");
    await anew(id);
    await forgetAll();
    const dies = deps({ store: () => Promise.reject(new Error("killed")) });
    await expect(extractMemories(dies, job(id))).rejects.toThrow("killed");
    expect(await mine.list("?holds=all")).toEqual([]);
    expect(await extractMemories(deps(), job(id))).toMatchObject({ inserted: 2 });
    expect(await mine.list("?holds=all")).toHaveLength(2);
  });

  it("stores nothing twice when it dies right after storing", async () => {
    const id = await say("I live in Oslo. My dog's name is Biscuit.");
    await anew(id);
    await forgetAll();
    const { memoryStore } = turns.api.services();
    const store: ExtractDeps["memories"]["store"] = async (input) => {
      await memoryStore.store(input);
      throw new Error("killed");
    };
    await expect(extractMemories(deps({ store }), job(id))).rejects.toThrow("killed");
    expect(await extractMemories(deps(), job(id))).toMatchObject({ inserted: 0 });
    expect(await mine.list("?holds=all")).toHaveLength(2);
  });

  it("stores what two find at once only once", async () => {
    const id = await say("I live in Oslo. My dog's name is Biscuit.");
    await anew(id);
    await forgetAll();
    await Promise.all([1, 2, 3, 4].map(() => extractMemories(deps(), job(id))));
    expect(await mine.list("?holds=all")).toHaveLength(2);
  });

  it("keeps what a model finds in the user's own words, and charges the call", async () => {
    const quote = "Back home we used to sail around the islands";
    answers.push(
      `{"memories": [{"seq": 1, "quote": "${quote}", "kind": "fact", "topic": null, "score": 8}]}`,
    );
    const id = await say(`${quote}.`);
    expect(await mine.list()).toMatchObject([{ content: quote, metadata: { by: "model" }, trust: "stated" }]);
    const usage = await query(
      "select kind from public.usage where conversation = $1 and kind = 'extraction'",
      [id],
    );
    expect(usage).toHaveLength(1);
  });

  it("has an answer repaired once, and drops it then", async () => {
    const before = askedOfModel().length;
    answers.push(
      "I found something!",
      '{"memories": [{"seq": 1, "quote": "we used to sail", "kind": "fact", "topic": null, "score": 5}]}',
    );
    await say("Back home we used to sail.");
    expect(await mine.list()).toMatchObject([{ content: "we used to sail" }]);
    expect(askedOfModel().length - before).toBe(2);
    answers.push("Nope.", "Still nope.", "Never asked.");
    await say("Back home we used to row.");
    expect(askedOfModel().length - before).toBe(4);
    expect(await mine.list()).toHaveLength(1);
  });

  it("asks no model for what the rules read, for questions and for tasks", async () => {
    const before = askedOfModel().length;
    for (const text of ["I live in Oslo.", "How do I boil an egg?", "Write a haiku about snow.", "Thanks!"])
      await say(text);
    expect(askedOfModel().length).toBe(before);
  });

  it("stops asking a model that finds nothing for its tokens", async () => {
    const before = askedOfModel().length;
    let id: string | undefined;
    for (let n = 0; n < 6; n += 1) {
      id = await say(
        `Back home we used to row in all weathers, ${n} of us.`,
        id === undefined ? {} : { conversationId: id },
      );
    }
    expect(askedOfModel().length - before).toBe(3);
  });

  it("takes nothing from temporary conversations, and nothing where the agent keeps no memory", async () => {
    const id = await say("I live in Oslo.", { temporary: true });
    expect(await mine.list("?holds=all")).toEqual([]);
    const [message] = await turns.messages(ada, id);
    const click = await mine.add({ content: "I live in Oslo.", messageId: message?.id });
    expect(click.status).toBe(422);
    await query("update public.agents set memory = false where owner = $1", [ada.id]);
    await say("I live in Bergen.");
    expect(await mine.list("?holds=all")).toEqual([]);
    await query("update public.agents set memory = true where owner = $1", [ada.id]);
    await say("I live in Trondheim.");
    expect(await mine.list()).toMatchObject([{ content: "I live in Trondheim." }]);
  });

  it("keeps words of a message that somebody has confirmed by a click", async () => {
    const id = await say("What do you think of larches?");
    const reply = (await turns.messages(ada, id)).at(-1);
    const { body } = await mine.add({ content: "Larches lose their needles.", messageId: reply?.id });
    expect(body).toMatchObject({ memory: { trust: "confirmed", sources: [{ seq: reply?.seq }] } });
  });

  it("keeps an episode of a conversation that has come to rest, once", async () => {
    const id = await say("I want to build a table for our kitchen.");
    await say("We decided to use oak for it.", { conversationId: id });
    expect(await mine.list("?type=working")).toHaveLength(2);
    expect(await mine.list("?type=episodic")).toEqual([]);
    await query("update public.conversations set updated_at = updated_at - interval '1 day' where id = $1", [
      id,
    ]);
    const { memoryStore, log } = turns.api.services();
    for (let time = 0; time < 2; time += 1) await tendMemories({ ...deps(), memories: memoryStore }, log);
    expect(await mine.list("?type=episodic")).toMatchObject([
      {
        kind: "episode",
        content: "I want to build a table for our kitchen. · We decided to use oak for it.",
      },
    ]);
    const later = { ...deps(), memories: memoryStore, clock: { now: () => Date.now() + DAY_MS } };
    await tendMemories(later, log);
    expect(await mine.list("?type=episodic")).toHaveLength(1);
  });
});
