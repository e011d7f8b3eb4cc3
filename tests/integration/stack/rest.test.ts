import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { FIXTURES, startTestStack, type Account, type TestStack } from "@/tests/support/stack";

for (const { name, postgres } of await backends()) {
  describe(`the REST API on ${name}`, () => {
    let own: TestStack;
    let ada: Account;
    let bob: Account;

    beforeAll(async () => {
      own = await startTestStack({ postgres, migrations: FIXTURES });
      ada = await own.account();
      bob = await own.guest();
    });
    afterAll(() => own.stop());

    it("stores and returns a row with its defaults, in ISO time", async () => {
      const { data, error } = await ada.client
        .from("notes")
        .insert({ body: "tea at four" })
        .select()
        .single();
      expect(error).toBeNull();
      expect(data).toMatchObject({ owner: ada.id, body: "tea at four", tags: {} });
      expect((data as { created_at: string }).created_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/);
    });

    it("shows nobody else's rows, and answers strangers as if there were none", async () => {
      const { data: mine } = await ada.client.from("notes").insert({ body: "private" }).select("id").single();
      const id = (mine as { id: string }).id;
      expect((await ada.client.from("notes").select("id").eq("id", id)).data).toHaveLength(1);
      expect((await bob.client.from("notes").select("id").eq("id", id)).data).toEqual([]);
      expect(
        (await bob.client.from("notes").update({ body: "mine now" }).eq("id", id).select("id")).data,
      ).toEqual([]);
      expect((await own.service().from("notes").select("body").eq("id", id)).data).toEqual([
        { body: "private" },
      ]);
    });

    it("refuses a row in somebody else's name, and everything to callers without an account", async () => {
      const forged = await bob.client.from("notes").insert({ body: "forged", owner: ada.id });
      expect(forged).toMatchObject({ status: 403, error: { code: "42501" } });
      const anonymous = await own.anon().from("notes").select("id");
      expect(anonymous).toMatchObject({ status: 401, error: { code: "42501" } });
      expect((await bob.client.from("notes").insert({ body: "his own" })).error).toBeNull();
    });

    it("keeps column and function grants", async () => {
      const sequenced = await ada.client
        .from("notes")
        .update({ created_at: "2020-01-01" })
        .eq("owner", ada.id);
      expect(sequenced.error?.code).toBe("42501");
      expect((await ada.client.rpc("service_only")).error?.code).toBe("42501");
      expect((await own.service().rpc("service_only")).data).toBe(1);
    });

    it("passes jsonb to functions as it is and gives it back as it is", async () => {
      const value = { text: 'quotes " and \\ and 日本', list: [1, null, { deep: true }] };
      const { data, error } = await ada.client.rpc("echo", { value, label: "a" });
      expect(error).toBeNull();
      expect(data).toEqual({ kind: "object", value, label: "a" });
      const list = await ada.client.rpc("echo", { value: [{ n: 1 }, { n: 2 }] });
      expect(list.data).toEqual({ kind: "array", value: [{ n: 1 }, { n: 2 }], label: "none" });
    });

    it("embeds, filters with or, pages by key and counts", async () => {
      const ids: string[] = [];
      for (const body of ["page one", "page two", "page three"]) {
        const { data } = await ada.client
          .from("notes")
          .insert({ body, tags: { kind: "page" } })
          .select("id")
          .single();
        ids.push((data as { id: string }).id);
      }
      await ada.client.from("lines").insert([
        { note: ids[0], n: 2, text: "second" },
        { note: ids[0], n: 1, text: "first" },
      ]);
      const embedded = await ada.client
        .from("notes")
        .select("body, lines(n, text)")
        .eq("id", ids[0] ?? "")
        .order("n", { referencedTable: "lines" })
        .single();
      expect(embedded.data).toEqual({
        body: "page one",
        lines: [
          { n: 1, text: "first" },
          { n: 2, text: "second" },
        ],
      });
      const either = await ada.client
        .from("notes")
        .select("body")
        .or("body.eq.page one,body.eq.page two")
        .order("seq");
      expect(either.data).toEqual([{ body: "page one" }, { body: "page two" }]);
      const tagged = await ada.client
        .from("notes")
        .select("id", { count: "exact", head: true })
        .eq("tags->>kind", "page");
      expect(tagged.count).toBe(3);
      const upserted = await own
        .service()
        .from("notes")
        .upsert({ id: ids[1] ?? "", owner: ada.id, body: "page 2" });
      expect(upserted.error).toBeNull();
    });

    it.each([
      ["23514", 400],
      ["P0001", 400],
      ["23505", 409],
      ["42501", 403],
      ["PT404", 404],
      ["PT409", 409],
      ["55000", 500],
    ])("answers an error raised with SQLSTATE %s with status %i", async (code, status) => {
      const answer = await ada.client.rpc("refuse", { code });
      expect(answer).toMatchObject({ status, error: { code, message: "refused" } });
    });

    it("maps a broken check to 400 with its own code", async () => {
      const answer = await ada.client.from("notes").insert({ body: "x".repeat(1_001) });
      expect(answer).toMatchObject({ status: 400, error: { code: "23514" } });
    });

    it("refuses a forged token and a missing key", async () => {
      const { data } = await ada.client.auth.getSession();
      const token = data.session?.access_token ?? "";
      const forged = await fetch(`${own.url}/rest/v1/notes`, {
        headers: {
          apikey: own.secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
          authorization: `Bearer ${token.slice(0, -6)}AAAAAA`,
        },
      });
      expect(forged.status).toBe(401);
      expect((await fetch(`${own.url}/rest/v1/notes`)).status).toBe(401);
    });

    it("runs what the server can run, and keeps the rest for later", () => {
      const missing = own.stack.migrations.unavailable.map((entry) => entry.extension);
      expect(own.stack.migrations.applied).toContain("20260101000001_notes.sql");
      if (postgres === null) expect(missing).toEqual([]);
      else expect(missing.every((extension) => extension === "vector")).toBe(true);
    });
  });
}
