import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { createChunks, stringToBase64URL } from "@supabase/ssr";
import { createClient, type Session } from "@supabase/supabase-js";
import WebSocket from "ws";
import { Api } from "./api";
import { browserServers, type BrowserServers } from "./browser-servers";

export const PASSWORD = "a long enough password";

export type Member = { email: string; session: Session; api: Api };

export function newEmail(): string {
  return `${randomUUID()}@example.org`;
}

type MemberServers = Pick<BrowserServers, "env" | "stackUrl" | "quickUrl">;

/** A new account, with a way to the API of the quick app server. */
export async function newMember(servers: MemberServers = browserServers()): Promise<Member> {
  const { env, stackUrl, quickUrl } = servers;
  const supabase = createClient(stackUrl, env["NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
  });
  const email = newEmail();
  const { data, error } = await supabase.auth.signUp({ email, password: PASSWORD });
  if (error || !data.session) throw error ?? new Error("no session for a new account");
  return { email, session: data.session, api: new Api(quickUrl, data.session.access_token) };
}

/** Puts the session into the browser's cookies, as signing in would. They hold for every app server of the tests. */
export async function signInByCookie(
  context: BrowserContext,
  { session }: Member,
  servers: Pick<BrowserServers, "appUrl" | "env"> = browserServers(),
): Promise<void> {
  const { appUrl, env } = servers;
  const name = `throughline-${env["THROUGHLINE_INSTANCE"] ?? ""}`;
  const chunks = createChunks(name, `base64-${stringToBase64URL(JSON.stringify(session))}`);
  await context.addCookies(chunks.map((chunk) => ({ ...chunk, url: appUrl, sameSite: "Lax" as const })));
}

/** A conversation of that many questions and replies. */
export async function seedConversation({ api }: Member, turns: number, topic = "Fact"): Promise<string> {
  let id: string | undefined;
  for (let turn = 1; turn <= turns; turn += 1) {
    id = (await api.say(`${topic} ${turn}: shelf ${turn} holds ${turn + 2} boxes.`, id)).accepted
      .conversationId;
  }
  if (id === undefined) throw new Error("a conversation needs a turn");
  return id;
}
