import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, type User } from "@/tests/support/api-under-test";
import type { SummariesAnswer } from "@/types/api";
import { readTurn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import type { Memory } from "@/types/memory";
import { startTurnApi, type TurnApi } from "../turns/support/turn-api";
import { loadMemoryRoutes, memoryCalls, type MemoryRoutes } from "./memory-api";

/** Everything in the database, row by row as text: what is named in none of it is gone. */
const TABLES = `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('public', 'private', 'realtime', 'auth')`;

for (const { name, postgres } of await backends()) {
  describe(`forgetting on ${name}`, () => {
    let turns: TurnApi;
    let routes: MemoryRoutes;
    let ada: User;
    let mine: ReturnType<typeof memoryCalls>;

    beforeAll(async () => {
      turns = await startTurnApi({
        postgres,
        upkeep: true,
        env: { GROQ_API_KEY: "", TOKENS_A_DAY_GUEST: "100000000" },
      });
      routes = await loadMemoryRoutes();
      ada = await turns.api.guest();
      mine = memoryCalls(routes, ada);
    });
    afterAll(() => turns.stop());

    async function say(content: string, conversationId?: string): Promise<string> {
      const place = conversationId === undefined ? {} : { conversationId };
      const turn = await readTurn(await turns.chat(ada, { content, ...place }));
      expect(turn.error).toBeNull();
      await expect.poll(() => turns.runtime().hub.size, { interval: 2 }).toBe(0);
      await turns.upkeepSettled();
      return turn.accepted.conversationId;
    }

    async function found(canary: string): Promise<string[]> {
      const { database } = turns.api.test.stack;
      const tables = (await database.query(TABLES)) as { name: string }[];
      const hits: string[] = [];
      for (const table of tables) {
        const sql = `select 1 from ${table.name} t where t::text ilike $1 limit 1`;
        if ((await database.query(sql, [`%${canary}%`])).length > 0) hits.push(table.name);
      }
      return hits;
    }

    const about = (memories: readonly Memory[], canary: string) =>
      memories.filter(({ content }) => content.includes(canary));

    it("leaves nothing of a message behind, anywhere, and says how much went", async () => {
      const id = await say("My cat's name is Zyxquobble.");
      await say("I also have a bicycle with three wheels.", id);
      expect((await found("Zyxquobble")).length).toBeGreaterThan(2);
      const [message] = await turns.messages(ada, id);
      const preview = await mine.preview({ messageId: message?.id });
      expect(preview.body).toMatchObject({ memories: [{ content: "My cat's name is Zyxquobble." }] });
      const { body } = await mine.deleteMessage(message?.id ?? "");
      expect(body).toMatchObject({ deletion: { what: "messages", counts: { messages: 2, memories: 1 } } });
      expect(await found("Zyxquobble")).toEqual([]);
      expect(await found("bicycle")).not.toEqual([]);
    });

    it("leaves nothing of a conversation behind, but what was kept by hand", async () => {
      const id = await say("My cat's name is Quandrifex.");
      await say("My boat's name is Mirbolant.", id);
      const [boat] = about(await mine.list(), "Mirbolant");
      const deletion = await mine.forget({ conversationId: id, keep: [boat?.id] });
      expect(deletion.body).toMatchObject({ deletion: { what: "conversation", kept: 1 } });
      expect(await found("Quandrifex")).toEqual([]);
      expect(about(await mine.list(), "Mirbolant")).toMatchObject([{ trust: "hand_written", sources: [] }]);
      await mine.one("DELETE", boat?.id ?? "");
      expect(await found("Mirbolant")).toEqual([]);
    });

    it("recalls nothing of a forgotten memory, although its message is still there", async () => {
      const id = await say("My horse's name is Velquorin.");
      const [horse] = about(await mine.list(), "Velquorin");
      const known = await say("What is my horse's name?");
      expect((await turns.messages(ada, known)).at(-1)?.content).toContain("Velquorin");
      await mine.forget({ conversationId: known });
      await mine.one("DELETE", horse?.id ?? "");
      const asked = await say("What is my horse's name?");
      expect((await turns.messages(ada, asked)).at(-1)?.content).not.toContain("Velquorin");
      await say("Thanks for the talk.", id);
      expect(about(await mine.list("?holds=all"), "Velquorin")).toEqual([]);
    });

    it("makes a summary anew that lost lines, without what went", async () => {
      const { summarize, summaries } = {
        summarize: await import("@/app/api/conversations/[id]/summarize/route"),
        summaries: await import("@/app/api/conversations/[id]/summaries/route"),
      };
      let id: string | undefined;
      for (const town of ["Bergen", "Brombelheim", "Lucca", "Ghent", "Porto", "Tartu"]) {
        id = await say(`My aunt in ${town} pays 1,${town.length}40 EUR of rent, due on 3 May 2027.`, id);
      }
      const params = { id: id ?? "" };
      const path = `/api/conversations/${params.id}`;
      await call<{ id: string }>(summarize.POST, `${path}/summarize`, ada, { body: {}, params });
      const read = async () => {
        const { body } = await call<{ id: string }>(summaries.GET, `${path}/summaries`, ada, { params });
        const { active, summaries: versions } = body as SummariesAnswer;
        return JSON.stringify(versions.find(({ version }) => version === active) ?? null);
      };
      expect(await read()).toContain("Brombelheim");
      const message = (await turns.messages(ada, params.id)).find(({ content }) =>
        content.includes("Brombelheim"),
      );
      expect((await mine.deleteMessage(message?.id ?? "")).body).toMatchObject({
        deletion: { what: "messages" },
      });
      expect(await found("Brombelheim")).toEqual([]);
      expect(await read()).toContain("Bergen");
    });

    it("scans for fifty canaries after messages, conversations and memories went", async () => {
      const canaries = Array.from(
        { length: 50 },
        (_, n) => `Kanari${String.fromCharCode(97 + (n % 26))}${n}vogel`,
      );
      const ids: string[] = [];
      for (let at = 0; at < 50; at += 10) {
        let id: string | undefined;
        for (const canary of canaries.slice(at, at + 10))
          id = await say(`Remember that my bird ${canary} sings.`, id);
        ids.push(id ?? "");
      }
      const [byMessage, ...byConversation] = ids;
      for (const { id, role } of await turns.messages(ada, byMessage ?? "")) {
        if (role === "user") expect((await mine.deleteMessage(id)).status).toBe(200);
      }
      for (const id of byConversation) expect((await mine.forget({ conversationId: id })).status).toBe(200);
      for (const canary of canaries) expect(await found(canary)).toEqual([]);
      expect(about(await mine.list("?holds=all&limit=100"), "Kanari")).toEqual([]);
    }, 240_000);
  });
}
