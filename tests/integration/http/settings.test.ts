import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent, Profile, ProviderStatus } from "@/types/chat";
import {
  anId,
  call,
  codeOf,
  startApiUnderTest,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";

describe("settings and accounts", () => {
  let api: ApiUnderTest;
  let ada: User;
  let bob: User;

  beforeAll(async () => {
    api = await startApiUnderTest();
    [ada, bob] = await Promise.all([api.account(), api.guest()]);
  });
  afterAll(() => api.stop());

  const agentOf = async (who: User): Promise<Agent> => {
    const { body } = await call(api.routes.agents.GET, "/api/agents", who);
    const [agent] = (body as { agents: Agent[] }).agents;
    if (agent === undefined) throw new Error("a new user has no agent");
    return agent;
  };
  const patchAgent = (id: string, who: User, body: unknown) =>
    call(api.routes.agent.PATCH, `/api/agents/${id}`, who, { method: "PATCH", params: { id }, body });
  const profileOf = async (who: User): Promise<Profile> =>
    ((await call(api.routes.profile.GET, "/api/profile", who)).body as { profile: Profile }).profile;
  const patchProfile = (who: User, body: unknown) =>
    call(api.routes.profile.PATCH, "/api/profile", who, { method: "PATCH", body });

  it("gives every user one agent from the start, and lets only them change it", async () => {
    const agent = await agentOf(ada);
    const changed = await patchAgent(agent.id, ada, {
      systemPrompt: "Rhyme.",
      temperature: 0.5,
      maxOutputTokens: 300,
    });
    expect(changed.body).toMatchObject({
      agent: { id: agent.id, systemPrompt: "Rhyme.", temperature: 0.5, maxOutputTokens: 300 },
    });
    expect(codeOf(await patchAgent(agent.id, bob, { systemPrompt: "Mine." }))).toBe("not_found");
    expect(codeOf(await patchAgent(anId(), ada, { systemPrompt: "Nobody's." }))).toBe("not_found");
    expect((await agentOf(ada)).systemPrompt).toBe("Rhyme.");
  });

  it("lets an agent have only what its provider offers", async () => {
    const { id } = await agentOf(ada);
    expect(codeOf(await patchAgent(id, ada, { model: "gpt-99" }))).toBe("invalid_input");
    expect(codeOf(await patchAgent(id, ada, { provider: "groq", model: "openai/gpt-oss-120b" }))).toBe(
      "provider_key",
    );
    expect((await patchAgent(id, ada, { provider: "offline", model: "offline" })).status).toBe(200);
  });

  it("keeps the theme, the language and the default agent", async () => {
    expect(await profileOf(ada)).toMatchObject({ id: ada.id, isGuest: false, theme: "system" });
    expect(await profileOf(bob)).toMatchObject({ id: bob.id, isGuest: true, email: null });
    const { id } = await agentOf(ada);
    expect((await patchProfile(ada, { theme: "dark", locale: "de", defaultAgentId: id })).body).toMatchObject(
      {
        profile: { theme: "dark", locale: "de", defaultAgentId: id },
      },
    );
    expect(codeOf(await patchProfile(bob, { defaultAgentId: id }))).toBe("not_found");
  });

  it("lists the providers, says which are set up, and names no key", async () => {
    const { body } = await call(api.routes.models.GET, "/api/models", bob);
    const { providers } = body as { providers: ProviderStatus[] };
    expect(providers.map(({ id, configured, isDefault }) => [id, configured, isDefault])).toEqual([
      ["offline", true, true],
      ["groq", false, false],
      ["openai-compatible", false, false],
    ]);
    expect(providers[1]?.problem).toContain("GROQ_API_KEY");
  });

  describe("bringing a guest's conversations along", () => {
    const adopt = (who: User, guestToken: string) =>
      call(api.routes.adopt.POST, "/api/account/adopt", who, { body: { guestToken } });
    const create = (who: User) =>
      call(api.routes.conversations.POST, "/api/conversations", who, { body: {} });

    it("moves them, once", async () => {
      const guest = await api.guest();
      const account = await api.account();
      await create(guest);
      await create(guest);
      expect((await adopt(account, guest.token)).body).toEqual({ conversations: 2 });
      const list = await call(api.routes.conversations.GET, "/api/conversations", account);
      expect((list.body as { conversations: unknown[] }).conversations).toHaveLength(2);
      expect((await adopt(account, guest.token)).body).toEqual({ conversations: 0 });
    });

    it("refuses to take from an account, to give to a guest, and tokens that do not hold", async () => {
      const other = await api.account();
      await create(other);
      expect(codeOf(await adopt(ada, other.token))).toBe("forbidden");
      expect(codeOf(await adopt(bob, (await api.guest()).token))).toBe("forbidden");
      expect(codeOf(await adopt(ada, "not.a.token"))).toBe("invalid_input");
      const list = await call(api.routes.conversations.GET, "/api/conversations", other);
      expect((list.body as { conversations: unknown[] }).conversations).toHaveLength(1);
    });

    it("does not take from somebody who has become an account meanwhile, though the old token still runs", async () => {
      const guest = await api.guest();
      await create(guest);
      await guest.account.client.auth.updateUser({
        email: `${anId()}@example.org`,
        password: "long-enough-password",
      });
      expect(codeOf(await adopt(ada, guest.token))).toBe("not_found");
    });
  });

  it("tells app, database and realtime apart, to anybody", async () => {
    const health = await call(api.routes.health.GET, "/api/health", null);
    expect([health.status, health.body]).toEqual([
      200,
      { status: "ok", app: "ok", database: "ok", realtime: "ok" },
    ]);
  });

  describe("idle guests", () => {
    it("leave after thirty days with all that is theirs; whoever showed life stays", async () => {
      const [quiet, active, returned] = await Promise.all([api.guest(), api.guest(), api.guest()]);
      for (const who of [quiet, active])
        await call(api.routes.conversations.POST, "/api/conversations", who, { body: {} });
      const { query } = api.test.stack.database;
      const longAgo = "now() - interval '31 days'";
      const ids = [quiet.id, active.id, returned.id, ada.id];
      await query(`update public.profiles set updated_at = ${longAgo} where id = any($1)`, [ids]);
      await query(
        `update auth.users set created_at = ${longAgo}, last_sign_in_at = ${longAgo} where id = any($1)`,
        [[quiet.id, active.id, ada.id]],
      );
      await query(`update public.conversations set updated_at = ${longAgo} where owner = $1`, [quiet.id]);
      const before = new Date(Date.now() - 30 * 86_400_000).toISOString();
      expect(await api.services().idleGuests.remove(before)).toBe(1);
      const left = await query("select id from public.profiles where id = any($1)", [ids]);
      expect(new Set(left.map(({ id }) => id))).toEqual(new Set([active.id, returned.id, ada.id]));
    });
  });
});
