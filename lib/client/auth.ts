import type { SupabaseClient, User } from "@supabase/supabase-js";
import type { RuntimeConfig } from "@/types/runtime-config";
import { checkPassword, toAuthFailure } from "./auth-messages";
import { keepGuestToken, forgetGuestToken } from "./guest-offer";
import { loadSupabase } from "./supabase-browser";

/** `check_mail`: a link was sent to the address, and opening it finishes the work. */
export type AuthOutcome = { status: "signed_in" } | { status: "check_mail"; email: string };

/** Everything about being signed in. All throw AuthFailure with a message that may be shown. */
export type Auth = {
  continueAsGuest: () => Promise<AuthOutcome>;
  /** From a guest session the guest's conversations are offered afterwards (useGuestOffer). */
  signIn: (email: string, password: string) => Promise<AuthOutcome>;
  /** In a guest session the guest becomes the account and keeps everything. */
  createAccount: (email: string, password: string) => Promise<AuthOutcome>;
  /** On this device only. A guest's conversations cannot be reached afterwards. */
  signOut: () => Promise<void>;
  /** Always answers the same, whether the address has an account or not. */
  sendReset: (email: string) => Promise<AuthOutcome>;
  updatePassword: (password: string) => Promise<void>;
  /** Renews the session; false when there is none. */
  refresh: () => Promise<boolean>;
};

export function createAuth(
  config: RuntimeConfig,
  load: () => Promise<SupabaseClient> = () => loadSupabase(config),
): Auth {
  /** Runs one call of supabase.auth, which returns its errors or throws them. */
  async function run<Answer extends AuthAnswer>(
    call: (auth: SupabaseClient["auth"]) => Promise<Answer>,
  ): Promise<Answer["data"]> {
    try {
      const { data, error } = await call((await load()).auth);
      if (error) throw toAuthFailure(error);
      return data;
    } catch (thrown) {
      throw toAuthFailure(thrown);
    }
  }

  async function session() {
    const { session: current } = await run((auth) => auth.getSession());
    return current;
  }

  return {
    async continueAsGuest() {
      await run((auth) => auth.signInAnonymously());
      return { status: "signed_in" };
    },
    async signIn(email, password) {
      const before = await session();
      await run((auth) => auth.signInWithPassword({ email: email.trim(), password }));
      if (before?.user.is_anonymous) keepGuestToken(before.access_token, before.expires_at ?? null);
      return { status: "signed_in" };
    },
    async createAccount(email, password) {
      checkPassword(password);
      const before = await session();
      return before?.user.is_anonymous
        ? upgrade(run, email.trim(), password)
        : signUp(run, email.trim(), password);
    },
    async signOut() {
      forgetGuestToken();
      await run(async (auth) => ({ data: null, error: (await auth.signOut({ scope: "local" })).error }));
    },
    async sendReset(email) {
      const redirectTo = `${window.location.origin}/auth/confirm?next=/auth/reset`;
      await run((auth) => auth.resetPasswordForEmail(email.trim(), { redirectTo }));
      return { status: "check_mail", email: email.trim() };
    },
    async updatePassword(password) {
      checkPassword(password);
      await run((auth) => auth.updateUser({ password }));
    },
    async refresh() {
      const { session: renewed } = await run((auth) => auth.refreshSession());
      return renewed !== null;
    },
  };
}

type AuthAnswer = { data: unknown; error: unknown };
type Run = <Answer extends AuthAnswer>(
  call: (auth: SupabaseClient["auth"]) => Promise<Answer>,
) => Promise<Answer["data"]>;

async function signUp(run: Run, email: string, password: string): Promise<AuthOutcome> {
  const emailRedirectTo = confirmAddress();
  const { session } = await run((auth) => auth.signUp({ email, password, options: { emailRedirectTo } }));
  return session ? { status: "signed_in" } : { status: "check_mail", email };
}

/** A guest becomes an account under the same user id, so the conversations stay where they are. */
async function upgrade(run: Run, email: string, password: string): Promise<AuthOutcome> {
  const emailRedirectTo = confirmAddress();
  const { user } = await run((auth) => auth.updateUser({ email, password }, { emailRedirectTo }));
  if (user && awaitsConfirmation(user)) return { status: "check_mail", email };
  // The token still says "guest" until it is renewed.
  await run((auth) => auth.refreshSession());
  return { status: "signed_in" };
}

function awaitsConfirmation(user: User): boolean {
  return Boolean(user.new_email) && user.is_anonymous === true;
}

function confirmAddress(): string {
  return `${window.location.origin}/auth/confirm`;
}
