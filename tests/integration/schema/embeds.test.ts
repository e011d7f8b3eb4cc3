import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { startTestStack, type Account, type TestStack } from "@/tests/support/stack";

describe.each(await backends())("relations through the API on $name", ({ postgres }) => {
  let own: TestStack;
  let ada: Account;
  let bob: Account;

  beforeAll(async () => {
    own = await startTestStack({ postgres });
    ada = await own.account();
    bob = await own.guest();
  });
  afterAll(() => own.stop());

  it("gives each conversation its own agent, and each agent the profile whose default it is", async () => {
    const owner = ada.id;
    const made = await own.stack.database.query(
      "insert into public.agents (owner, name, system_prompt) values ($1, 'Second', 'Be brief.') returning id",
      [owner],
    );
    const second = String(made[0]?.["id"]);
    const { data: agents } = await ada.client
      .from("agents")
      .select("id, name, profiles!profiles_default_agent_fkey(id)")
      .order("created_at");
    expect(agents).toEqual([
      { id: expect.any(String) as string, name: "Assistant", profiles: [{ id: owner }] },
      { id: second, name: "Second", profiles: [] },
    ]);
    for (const { id, name } of (agents ?? []) as { id: string; name: string }[]) {
      await ada.client.from("conversations").insert({ agent: id, title: `With ${name}` });
    }
    const { data } = await ada.client
      .from("conversations")
      .select("title, title_source, agents(name)")
      .order("title");
    expect(data).toEqual([
      { title: "With Assistant", title_source: "user", agents: { name: "Assistant" } },
      { title: "With Second", title_source: "user", agents: { name: "Second" } },
    ]);
    expect((await bob.client.from("conversations").select("title, agents(name)")).data).toEqual([]);
    const foreign = await bob.client.from("conversations").insert({ agent: second });
    expect(foreign.error?.code).toBe("23503");
  });

  it("gives a conversation the version of its summary that is in use, of however many there are", async () => {
    const agents = await ada.client.from("agents").select("id").limit(1).single();
    const made = await ada.client
      .from("conversations")
      .insert({ agent: String(agents.data?.id), title: "Summarised" })
      .select("id")
      .single();
    const id = String(made.data?.id);
    await own.stack.database.query(
      `insert into public.summaries (
        owner, conversation, version, from_seq, to_seq, messages, lines, facts, token_count, token_family, replaces, source
      )
      select $1, $2, v, 1, 10 * v, 0, '[]', '[]', 1, 'gpt-oss', 1, 'extract' from generate_series(1, 3) v`,
      [ada.id, id],
    );
    const inUse = async () => {
      const columns = "summary_version, summaries!conversations_summary_fkey(version)";
      const { data, error } = await ada.client.from("conversations").select(columns).eq("id", id).single();
      expect(error).toBeNull();
      return data;
    };
    expect(await inUse()).toEqual({ summary_version: null, summaries: null });
    await own.stack.database.query(
      "update public.conversations c set summary = s.id from public.summaries s where s.conversation = c.id and s.version = 2 and c.id = $1",
      [id],
    );
    expect(await inUse()).toEqual({ summary_version: 2, summaries: { version: 2 } });
  });
});
