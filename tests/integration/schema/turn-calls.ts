import { randomUUID } from "node:crypto";
import type { TestDatabase } from "./test-database";

type Json = Record<string, unknown>;

export type Begun = {
  status: "new" | "replayed" | "busy" | "reused" | "limited" | "wait";
  turn: string;
  conversation: { id: string };
  window_rows: unknown[];
};

const LIMITS = {
  address_hash: null,
  per_user: 100_000,
  per_address: 100_000,
  global: 100_000,
  tokens_a_day: 1_000_000_000,
  free: false,
};

export async function makeUser(database: TestDatabase, guest = false): Promise<string> {
  const id = randomUUID();
  await database.query("insert into auth.users (id, is_anonymous) values ($1, $2)", [id, guest]);
  return id;
}

/** Calls a function of the schema by named arguments, as its owner; objects go as JSON. */
export async function call(database: TestDatabase, name: string, args: Json): Promise<unknown> {
  const names = Object.keys(args);
  const list = names.map((key, index) => `${key} => $${index + 1}`).join(", ");
  const rows = await database.query(`select public.${name}(${list}) as answer`, Object.values(args));
  return rows[0]?.["answer"];
}

export type BeginChoice = {
  client?: string;
  conversation?: string;
  limits?: Json;
  budget?: number;
  rate?: Json;
};

export async function begin(database: TestDatabase, owner: string, choice: BeginChoice = {}): Promise<Begun> {
  return (await call(database, "begin_turn", {
    p_owner: owner,
    p_client_message_id: choice.client ?? randomUUID(),
    p_body_hash: "hash",
    p_content: "Hello",
    p_tokens: 10,
    p_token_family: "llama",
    p_model: "a-model",
    p_tokens_reserved: 100,
    p_window_budget: choice.budget ?? 1_000,
    p_lease_s: 15,
    p_limits: { ...LIMITS, ...choice.limits },
    p_conversation: choice.conversation ?? null,
    p_rate: choice.rate ?? null,
  })) as Begun;
}

export async function retry(database: TestDatabase, owner: string, turn: string): Promise<Begun> {
  return (await call(database, "retry_turn", {
    p_owner: owner,
    p_turn: turn,
    p_client_message_id: randomUUID(),
    p_token_family: "llama",
    p_model: "a-model",
    p_tokens_reserved: 100,
    p_window_budget: 1_000,
    p_lease_s: 15,
    p_limits: LIMITS,
  })) as Begun;
}

export type Piece = { turn: string; fence: number; n: number; kind: string; offset: number; text: string };

export const piece = (turn: string, n: number, text = "word "): Piece => ({
  turn,
  fence: 1,
  n,
  kind: "delta",
  offset: n * text.length,
  text,
});

export async function append(
  database: TestDatabase,
  batch: readonly Piece[],
): Promise<Record<string, boolean>> {
  const answer = await call(database, "append_replies", { p_lease_s: 15, p_batch: batch });
  return (answer as { alive: Record<string, boolean> }).alive;
}

export async function finish(database: TestDatabase, turn: string): Promise<void> {
  await call(database, "finish_turn", {
    p_turn: turn,
    p_fence: 1,
    p_status: "complete",
    p_reply_tokens: 10,
    p_thinking_tokens: 0,
    p_thinking_ms: 0,
    p_token_family: "llama",
    p_finish_reason: "stop",
    p_usage: {
      provider: "groq",
      model: "a-model",
      prompt_tokens: 20,
      completion_tokens: 10,
      counted_prompt_tokens: 20,
      counted_completion_tokens: 10,
      source: "provider",
      latency_ms: 1,
    },
  });
}

export const sweep = (database: TestDatabase) => call(database, "interrupt_expired", {});

export const adopt = (database: TestDatabase, guest: string, owner: string) =>
  call(database, "adopt_guest", { p_guest: guest, p_owner: owner });
