import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Conversation } from "@/types/chat";
import {
  anId,
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import { backends } from "@/tests/support/backends";

for (const { name, postgres } of await backends()) {
  describe(`conversations on ${name}`, () => {
    let api: ApiUnderTest;
    let ada: User;
    let bob: User;

    beforeAll(async () => {
      api = await startApiUnderTest({ postgres });
      [ada, bob] = await Promise.all([api.account(), api.guest()]);
    });
    afterAll(() => api.stop());

    const create = (who: User, body: unknown) =>
      call(api.routes.conversations.POST, "/api/conversations", who, { body });
    const list = (who: User, search = "") =>
      call(api.routes.conversations.GET, `/api/conversations${search}`, who);
    const one = (verb: "GET" | "PATCH" | "DELETE", id: string, who: User, body?: unknown) =>
      call(api.routes.conversation[verb], `/api/conversations/${id}`, who, {
        method: verb,
        params: { id },
        ...(body === undefined ? {} : { body }),
      });
    const made = async (who: User, body: object = {}): Promise<Conversation> =>
      ((await create(who, body)).body as { conversation: Conversation }).conversation;

    it("creates one with what was asked for, and the same one again for the same id", async () => {
      const id = anId();
      const first = await create(ada, { id, title: "Plans", maxTokens: 4_000, replyReserve: 500 });
      expect(first.status).toBe(201);
      expect(first.body).toMatchObject({
        conversation: {
          id,
          title: "Plans",
          titleSource: "user",
          maxTokens: 4_000,
          replyReserve: 500,
          running: false,
        },
      });
      const again = await create(ada, { id, title: "Other" });
      expect([again.status, again.body]).toEqual([200, first.body]);
    });

    it("makes one conversation of one id that is sent several times at once", async () => {
      const id = anId();
      const answers = await Promise.all([1, 2, 3, 4].map(() => create(ada, { id })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 201]);
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    });

    it("does not tell whether an id is somebody else's", async () => {
      const { id } = await made(ada);
      expect(codeOf(await create(bob, { id }))).toBe("not_found");
      for (const target of [id, anId()]) {
        expect(codeOf(await one("GET", target, bob))).toBe("not_found");
        expect(codeOf(await one("PATCH", target, bob, { title: "Mine" }))).toBe("not_found");
        expect(codeOf(await one("DELETE", target, bob))).toBe("not_found");
      }
      expect((await one("GET", id, ada)).body).toMatchObject({ conversation: { id, title: "New chat" } });
    });

    it("refuses somebody else's agent", async () => {
      const agents = await call(api.routes.agents.GET, "/api/agents", ada);
      const [{ id: agentId }] = (agents.body as { agents: [{ id: string }] }).agents;
      expect(codeOf(await create(bob, { agentId }))).toBe("not_found");
      expect((await create(ada, { agentId })).status).toBe(201);
    });

    it("renames and sets, and moves the revision, not the place in the list", async () => {
      const before = await made(ada, {});
      const renamed = await one("PATCH", before.id, ada, {
        title: "Budget",
        maxTokens: 2_000,
        replyReserve: null,
      });
      expect(renamed.body).toMatchObject({
        conversation: { title: "Budget", titleSource: "user", maxTokens: 2_000, updatedAt: before.updatedAt },
      });
      const { conversation } = renamed.body as { conversation: Conversation };
      expect(conversation.revision).toBeGreaterThan(before.revision);
    });

    it("takes only models that the agent's provider offers", async () => {
      const { id } = await made(ada);
      expect(codeOf(await one("PATCH", id, ada, { model: "gpt-99" }))).toBe("invalid_input");
      expect(codeOf(await create(ada, { model: "gpt-99" }))).toBe("invalid_input");
      expect((await one("PATCH", id, ada, { model: "offline" })).body).toMatchObject({
        conversation: { model: "offline" },
      });
      expect((await one("PATCH", id, ada, { model: null })).body).toMatchObject({
        conversation: { model: null },
      });
    });

    it("deletes for good", async () => {
      const { id } = await made(ada);
      const gone = await one("DELETE", id, ada);
      expect(gone).toMatchObject({ status: 200, body: { deletion: { what: "conversation" } } });
      expect(codeOf(await one("GET", id, ada))).toBe("not_found");
      expect(codeOf(await one("DELETE", id, ada))).toBe("not_found");
    });

    it("lists everything once, page by page, newest activity first", async () => {
      const eve = await api.guest();
      const ids: string[] = [];
      for (let index = 0; index < 7; index += 1) ids.push((await made(eve)).id);
      // Three that were active in the very same instant: the id decides.
      await api.test.stack.database.query(
        "update public.conversations set updated_at = (select max(updated_at) from public.conversations where owner = $1) where id = any($2)",
        [eve.id, ids.slice(0, 3)],
      );
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const search: string = cursor === null ? "?limit=2" : `?limit=2&cursor=${cursor}`;
        const { body } = await list(eve, search);
        const page = body as { conversations: Conversation[]; nextCursor: string | null; hasMore: boolean };
        expect(page.hasMore).toBe(page.nextCursor !== null);
        seen.push(...page.conversations.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toHaveLength(7);
      expect(new Set(seen)).toEqual(new Set(ids));
      const whole = (await list(eve)).body as { conversations: Conversation[] };
      expect(whole.conversations.map(({ id }) => id)).toEqual(seen);
    });

    it("lists one agent's alone", async () => {
      const eve = await api.guest();
      const { agentId } = await made(eve);
      expect((await list(eve, `?agentId=${agentId}`)).body).toMatchObject({ conversations: [{ agentId }] });
      expect((await list(eve, `?agentId=${anId()}`)).body).toMatchObject({ conversations: [] });
    });

    it("shows nobody else's", async () => {
      await made(ada);
      const eve = await api.guest();
      expect((await list(eve)).body).toEqual({ conversations: [], nextCursor: null, hasMore: false });
    });
  });
}
