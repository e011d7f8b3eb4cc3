import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent, ContextDefaults, Conversation, Profile } from "@/types/chat";
import {
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";
import { backends } from "@/tests/support/backends";

for (const { name, postgres } of await backends()) {
  describe(`what a conversation starts with, on ${name}`, () => {
    let api: ApiUnderTest;

    beforeAll(async () => {
      api = await startApiUnderTest({ postgres, env: { MAX_CONTEXT_TOKENS: "12000" } });
    });
    afterAll(() => api.stop());

    const create = (who: User, body: object = {}) =>
      call(api.routes.conversations.POST, "/api/conversations", who, { body });
    const made = async (who: User, body: object = {}): Promise<Conversation> =>
      ((await create(who, body)).body as { conversation: Conversation }).conversation;
    const patch = (who: User, id: string, body: object) =>
      call(api.routes.conversation.PATCH, `/api/conversations/${id}`, who, {
        method: "PATCH",
        params: { id },
        body,
      });
    const agentOf = async (who: User): Promise<Agent> => {
      const { body } = await call(api.routes.agents.GET, "/api/agents", who);
      const [agent] = (body as { agents: Agent[] }).agents;
      if (agent === undefined) throw new Error("a new user has no agent");
      return agent;
    };
    const wishOfAgent = async (who: User, defaults: unknown) => {
      const { id } = await agentOf(who);
      return call(api.routes.agent.PATCH, `/api/agents/${id}`, who, {
        method: "PATCH",
        params: { id },
        body: { defaults },
      });
    };
    const wishOfUser = (who: User, defaults: unknown) =>
      call(api.routes.profile.PATCH, "/api/profile", who, { method: "PATCH", body: { defaults } });

    it("is the server's where nobody has a wish", async () => {
      expect(await made(await api.guest())).toMatchObject({
        memoryStrategy: "hybrid",
        maxTokens: 12_000,
        windowSize: null,
        summaryThreshold: 6_000,
        replyReserve: null,
        summaryVersion: null,
        summaryTo: 0,
      });
    });

    it("is the agent's wish before the user's, and the caller's before both", async () => {
      const who = await api.guest();
      const user: ContextDefaults = { memoryStrategy: "sliding_window", maxTokens: 4_000, windowSize: 30 };
      expect((await wishOfUser(who, user)).body).toMatchObject({ profile: { defaults: user } });
      expect(await made(who)).toMatchObject({ ...user, summaryThreshold: 6_000 });
      const agent: ContextDefaults = { memoryStrategy: "summarization", summaryThreshold: 3_000 };
      expect((await wishOfAgent(who, agent)).body).toMatchObject({ agent: { defaults: agent } });
      expect(await made(who)).toMatchObject({ ...user, ...agent });
      expect(await made(who, { memoryStrategy: "hybrid", maxTokens: 2_000, windowSize: 5 })).toMatchObject({
        ...user,
        ...agent,
        memoryStrategy: "hybrid",
        maxTokens: 2_000,
        windowSize: 5,
      });
    });

    it("keeps the wishes until they are replaced as a whole", async () => {
      const who = await api.guest();
      await wishOfUser(who, { maxTokens: 4_000 });
      const read = await call(api.routes.profile.GET, "/api/profile", who);
      expect((read.body as { profile: Profile }).profile.defaults).toEqual({ maxTokens: 4_000 });
      await wishOfUser(who, {});
      expect(await made(who)).toMatchObject({ maxTokens: 12_000 });
    });

    it("refuses wishes out of range and settings it does not know", async () => {
      const who = await api.guest();
      for (const defaults of [
        { maxTokens: 999 },
        { windowSize: 1 },
        { colour: "red" },
        { summaryThreshold: 1 },
      ]) {
        expect(codeOf(await wishOfUser(who, defaults))).toBe("invalid_input");
        expect(codeOf(await wishOfAgent(who, defaults))).toBe("invalid_input");
      }
    });

    it("can be set anew at any time, one setting by one", async () => {
      const who = await api.guest();
      const { id } = await made(who);
      const changed = await patch(who, id, { memoryStrategy: "summarization", windowSize: 40 });
      expect(changed.body).toMatchObject({
        conversation: { memoryStrategy: "summarization", windowSize: 40, summaryThreshold: 6_000 },
      });
      const again = await patch(who, id, { windowSize: null, summaryThreshold: 1_000 });
      expect(again.body).toMatchObject({
        conversation: { memoryStrategy: "summarization", windowSize: null, summaryThreshold: 1_000 },
      });
      expect(codeOf(await patch(who, id, { memoryStrategy: "newest" }))).toBe("invalid_input");
      expect(codeOf(await patch(await api.guest(), id, { windowSize: 4 }))).toBe("not_found");
    });
  });
}
