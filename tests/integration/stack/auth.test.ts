import { existsSync, readdirSync } from "node:fs";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { backends } from "@/tests/support/backends";
import {
  FIXTURES,
  MIGRATIONS,
  PASSWORD,
  startTestStack,
  type Account,
  type TestStack,
} from "@/tests/support/stack";

const real = existsSync(MIGRATIONS) && readdirSync(MIGRATIONS).some((file) => file.endsWith(".sql"));
const schemas = [
  { schema: "a small schema", migrations: FIXTURES },
  ...(real ? [{ schema: "the real migrations", migrations: MIGRATIONS }] : []),
];

for (const { name, postgres } of await backends()) {
  describe.each(schemas)(`signing in on ${name} with $schema`, ({ migrations }) => {
    let own: TestStack;

    beforeAll(async () => {
      own = await startTestStack({ postgres, migrations });
    });
    afterAll(() => own.stop());

    it("signs up, reads the user back, signs out and in again", async () => {
      const ada = await own.account();
      expect((await ada.client.auth.getUser()).data.user).toMatchObject({
        id: ada.id,
        email: ada.email,
        is_anonymous: false,
      });
      expect((await ada.client.auth.signOut()).error).toBeNull();
      expect((await ada.client.auth.getSession()).data.session).toBeNull();
      const { data, error } = await ada.client.auth.signInWithPassword({
        email: ada.email.toUpperCase(),
        password: PASSWORD,
      });
      expect(error).toBeNull();
      expect(data.user?.id).toBe(ada.id);
    });

    it("puts the claims of hosted projects into its tokens", async () => {
      const ada = await own.account();
      expect(await claimsOf(ada)).toMatchObject({
        sub: ada.id,
        aud: "authenticated",
        role: "authenticated",
        email: ada.email,
        aal: "aal1",
        amr: [{ method: "password" }],
        app_metadata: { provider: "email", providers: ["email"] },
        is_anonymous: false,
      });
      const guest = await own.guest();
      expect(await claimsOf(guest)).toMatchObject({
        sub: guest.id,
        email: "",
        is_anonymous: true,
        amr: [{ method: "anonymous" }],
      });
      await guest.client.auth.refreshSession();
      expect(await claimsOf(guest)).toMatchObject({ sub: guest.id, is_anonymous: true });
    });

    it("renews a session; a stale copy of the refresh token ends it", async () => {
      const ada = await own.account();
      const old = (await ada.client.auth.getSession()).data.session?.refresh_token ?? "";
      const fresh = await ada.client.auth.refreshSession();
      expect(fresh.error).toBeNull();
      expect(fresh.data.session?.refresh_token).not.toBe(old);
      // Two tabs at once, or an answer that got lost: the same token again soon after is fine.
      expect((await own.anon().auth.refreshSession({ refresh_token: old })).error).toBeNull();
      await ada.client.auth.refreshSession();
      await own.stack.database.query(
        "update auth.refresh_tokens set updated_at = now() - interval '1 minute' where user_id = $1",
        [ada.id],
      );
      const copied = await own.anon().auth.refreshSession({ refresh_token: old });
      expect(copied.error?.code).toBe("refresh_token_already_used");
      expect((await ada.client.auth.refreshSession()).error).not.toBeNull();
    });

    it("turns a guest into an account under the same id", async () => {
      const guest = await own.guest();
      const email = `was-guest-${guest.id}@example.org`;
      const half = await guest.client.auth.updateUser({ email });
      expect(half.error?.code).toBe("validation_failed");
      const { data, error } = await guest.client.auth.updateUser({ email, password: PASSWORD });
      expect(error).toBeNull();
      expect(data.user).toMatchObject({ id: guest.id, email, is_anonymous: false });
      await guest.client.auth.refreshSession();
      expect(await claimsOf(guest)).toMatchObject({ sub: guest.id, email, is_anonymous: false });
      const elsewhere = await own.anon().auth.signInWithPassword({ email, password: PASSWORD });
      expect(elsewhere.data.user?.id).toBe(guest.id);
    });

    it("does not let a guest take somebody else's address", async () => {
      const ada = await own.account();
      const guest = await own.guest();
      const taken = await guest.client.auth.updateUser({ email: ada.email, password: PASSWORD });
      expect(taken.error?.code).toBe("email_exists");
      expect((await guest.client.auth.getUser()).data.user?.is_anonymous).toBe(true);
    });

    it("ends the other sessions when a password changes", async () => {
      const ada = await own.account();
      const other = own.anon();
      await other.auth.signInWithPassword({ email: ada.email, password: PASSWORD });
      expect((await ada.client.auth.updateUser({ password: "another-long-password" })).error).toBeNull();
      expect((await other.auth.refreshSession()).error).not.toBeNull();
      expect((await ada.client.auth.refreshSession()).error).toBeNull();
    });

    it("answers a wrong password and an unknown address alike, and limits the tries", async () => {
      const ada = await own.account();
      const client = own.anon();
      const wrong = await client.auth.signInWithPassword({ email: ada.email, password: "not the password" });
      const unknown = await client.auth.signInWithPassword({
        email: "nobody@example.org",
        password: PASSWORD,
      });
      expect(wrong.error?.code).toBe("invalid_credentials");
      expect([unknown.error?.code, unknown.error?.message, unknown.error?.status]).toEqual([
        wrong.error?.code,
        wrong.error?.message,
        wrong.error?.status,
      ]);
      for (let tries = 1; tries < 5; tries += 1) {
        await client.auth.signInWithPassword({ email: ada.email, password: "not the password" });
      }
      const limited = await client.auth.signInWithPassword({ email: ada.email, password: PASSWORD });
      expect(limited.error).toMatchObject({ status: 429, code: "over_request_rate_limit" });
      const bob = await own.account();
      expect(
        (await own.anon().auth.signInWithPassword({ email: bob.email, password: PASSWORD })).error,
      ).toBeNull();
    });

    it("refuses short passwords", async () => {
      const short = await own.anon().auth.signUp({ email: "short@example.org", password: "ninechars" });
      expect(short.error?.code).toBe("weak_password");
    });

    it("creates, finds, lists and deletes users with the secret key only", async () => {
      const admin = own.service().auth.admin;
      const email = `made-${String(Date.now())}@example.org`;
      const made = await admin.createUser({
        email,
        password: PASSWORD,
        email_confirm: true,
        user_metadata: { name: "Made" },
      });
      expect(made.error).toBeNull();
      const id = made.data.user?.id ?? "";
      expect((await admin.getUserById(id)).data.user).toMatchObject({
        id,
        email,
        user_metadata: { name: "Made" },
      });
      const listed = await admin.listUsers({ page: 1, perPage: 1 });
      expect(listed.data.users).toHaveLength(1);
      expect((await own.anon().auth.signInWithPassword({ email, password: PASSWORD })).data.user?.id).toBe(
        id,
      );
      const guest = await own.guest();
      expect((await guest.client.auth.admin.deleteUser(id)).error?.status).toBe(403);
      expect((await admin.deleteUser(id)).error).toBeNull();
      expect((await admin.getUserById(id)).error?.status).toBe(404);
      expect((await admin.getUserById("00000000-0000-4000-8000-000000000000")).error?.status).toBe(404);
      expect((await own.anon().auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
        "invalid_credentials",
      );
    });

    it("refuses what would need a mail", async () => {
      expect((await own.anon().auth.resetPasswordForEmail("ada@example.org")).error?.code).toBe(
        "email_provider_disabled",
      );
      expect((await own.anon().auth.signInWithOtp({ email: "ada@example.org" })).error?.code).toBe(
        "email_provider_disabled",
      );
    });

    it("ends an access token at its time", async () => {
      const brief = await startTestStack({ postgres, migrations, accessTokenSeconds: 3 });
      try {
        const guest = await brief.guest();
        const token = (await guest.client.auth.getSession()).data.session?.access_token ?? "";
        const ask = async (): Promise<number> => {
          const apikey = brief.secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY;
          const headers = { apikey, authorization: `Bearer ${token}` };
          return (await fetch(`${brief.url}/auth/v1/user`, { headers })).status;
        };
        expect(await ask()).toBe(200);
        await vi.waitFor(async () => expect(await ask()).toBe(403), { timeout: 10_000 });
        expect((await guest.client.auth.refreshSession()).error).toBeNull();
      } finally {
        await brief.stop();
      }
    });
  });

  describe(`guests turned off on ${name}`, () => {
    it("refuses anonymous sign-in and still lets accounts in", async () => {
      const own = await startTestStack({ postgres, migrations: FIXTURES, guests: false });
      try {
        const { error } = await own.anon().auth.signInAnonymously();
        expect(error?.code).toBe("anonymous_provider_disabled");
        expect((await own.account()).id).toMatch(/^[0-9a-f-]{36}$/);
      } finally {
        await own.stop();
      }
    });
  });

  describe(`sign-up triggers on ${name}`, () => {
    it("see a guest without an address, and the account it becomes, with its rows", async () => {
      const own = await startTestStack({ postgres, migrations: FIXTURES });
      try {
        const guest = await own.guest();
        const person = async () =>
          (await guest.client.from("people").select("email, is_guest").single()).data;
        expect(await person()).toEqual({ email: null, is_guest: true });
        await guest.client.from("notes").insert({ body: "written as a guest" });
        await guest.client.auth.updateUser({ email: "new@example.org", password: PASSWORD });
        await guest.client.auth.refreshSession();
        expect(await person()).toEqual({ email: "new@example.org", is_guest: false });
        const elsewhere = own.anon();
        await elsewhere.auth.signInWithPassword({ email: "new@example.org", password: PASSWORD });
        expect((await elsewhere.from("notes").select("body")).data).toEqual([{ body: "written as a guest" }]);
      } finally {
        await own.stop();
      }
    });
  });
}

async function claimsOf(account: Account): Promise<Record<string, unknown>> {
  return decodeJwt((await account.client.auth.getSession()).data.session?.access_token ?? "");
}
