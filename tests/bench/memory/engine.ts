import { randomUUID } from "node:crypto";
import { startTestStack } from "../../support/stack";
import type { PostgresServer } from "../../support/postgres";
import { clientMessageId, conversationId as idOf, userId } from "@/types/api";

export type Recalled = { id: string; kind: "message" | "memory"; tokens: number };
export type Said = { conversationId: string; reply: string; recalled: Recalled[]; ms: number };

export type Engine = {
  say: (content: string, conversationId?: string) => Promise<Said>;
  query: (sql: string, params?: unknown[]) => Promise<Record<string, unknown>[]>;
  parts: Awaited<ReturnType<typeof loadParts>>;
  owner: ReturnType<typeof userId.parse>;
  stop: () => Promise<void>;
};

async function loadParts() {
  const [{ services }, { turnDeps, turnLimits }, { startTurn }, { createUserClient }] = await Promise.all([
    import("@/lib/server/services"),
    import("@/lib/server/turns/turn-request"),
    import("@/lib/services/chat/start-turn"),
    import("@/lib/adapters/supabase/user-client"),
  ]);
  return { services, turnDeps, turnLimits, startTurn, createUserClient };
}

/** The whole engine in this process, with the offline model, for one guest. */
export async function startEngine(postgres: PostgresServer | null): Promise<Engine> {
  const test = await startTestStack({ postgres });
  const many = "1000000";
  Object.assign(process.env, {
    ...test.secrets,
    NEXT_PUBLIC_SUPABASE_URL: "",
    SUPABASE_INTERNAL_URL: test.url,
    HOST: "127.0.0.1",
    LOG_LEVEL: "silent",
    OFFLINE_TOKENS_PER_SECOND: "0",
    GROQ_API_KEY: "",
    OPENAI_COMPATIBLE_BASE_URL: "",
    TURNS_PER_MINUTE_USER: many,
    TURNS_PER_MINUTE_ADDRESS: many,
    TURNS_PER_MINUTE_GLOBAL: many,
    TOKENS_A_DAY_GUEST: "1000000000",
  });
  const parts = await loadParts();
  const { env, log } = parts.services();
  const guest = await test.guest();
  const { data } = await guest.client.auth.getSession();
  const accessToken = data.session?.access_token ?? "";
  const owner = userId.parse(guest.id);
  const supabase = parts.createUserClient(env.supabase.url, env.supabase.publishableKey, accessToken);
  const session = { userId: owner, accessToken, isGuest: true, via: "bearer" as const, supabase };
  const call = { request: new Request("http://localhost/"), session, log, addressHash: null };
  const query: Engine["query"] = (sql, params = []) => test.stack.database.query(sql, params);

  async function say(content: string, conversationId?: string): Promise<Said> {
    const began = performance.now();
    const turn = await parts.startTurn(parts.turnDeps(call), {
      owner,
      conversationId: conversationId === undefined ? null : idOf.parse(conversationId),
      agentId: null,
      messageId: clientMessageId.parse(randomUUID()),
      content,
      temporary: false,
      limits: parts.turnLimits(call),
    });
    await turn.finished;
    const ms = performance.now() - began;
    const [row] = await query(
      `select m.conversation, m.content, t.receipt from public.turns t join public.messages m on m.id = t.reply where t.id = $1`,
      [turn.turnId],
    );
    const receipt = row?.["receipt"] as { recalled?: Recalled[] } | null;
    return {
      conversationId: String(row?.["conversation"]),
      reply: String(row?.["content"]),
      recalled: receipt?.recalled ?? [],
      ms,
    };
  }
  return { say, query, parts, owner, stop: () => test.stop() };
}
