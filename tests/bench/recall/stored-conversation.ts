import { randomUUID } from "node:crypto";
import { createUserClient, type UserClient } from "@/lib/adapters/supabase/user-client";
import { createServiceClient } from "@/lib/adapters/supabase/service-client";
import { createVectorStore } from "@/lib/adapters/supabase/vector-writer";
import { indexText } from "@/lib/domain/retrieval/index-text";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { Embedder } from "@/lib/ports/embedder";
import type { TokenCounter } from "@/lib/ports/token-counter";
import { embedWork } from "@/lib/services/embeddings/embed-work";
import type { Json } from "@/types/database";
import type { ConversationId } from "@/types/ids";
import { startTestStack, type TestStack } from "@/tests/support/stack";
import type { PostgresServer } from "@/tests/support/postgres";
import { storedTurn, type EvalConversation } from "./eval-conversation";

const FAMILY = "openai-o200k";
const AT_ONCE = 48;

export type StoredConversation = { id: ConversationId; client: UserClient; close: () => Promise<void> };

type Place = { counter: TokenCounter; embedder: Embedder | null; postgres: PostgresServer | null };

/** Puts a conversation of the evaluation into a real, empty database, with its vectors where there is an embedder. */
export async function storeConversation(
  conversation: EvalConversation,
  { counter, embedder, postgres }: Place,
): Promise<StoredConversation> {
  const stack = await startTestStack({ postgres });
  try {
    const owner = await stack.account();
    const { data } = await owner.client.auth.getSession();
    const token = data.session?.access_token ?? "";
    const client = createUserClient(stack.url, stack.secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, token);
    const id = await importTurns(stack, owner.id, await messagesOf(conversation, counter));
    if (embedder !== null) await embedAll(stack, embedder);
    return { id, client, close: stack.stop };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/**
 * Users and replies take turns in what is stored. Where people talk to each other their names say who it was, and the role
 * says nothing.
 */
async function messagesOf(conversation: EvalConversation, counter: TokenCounter): Promise<Json[]> {
  const turns = conversation.turns.map((turn) => storedTurn(conversation, turn));
  const last = turns.at(-1);
  if (turns.length % 2 === 1 && last !== undefined) turns.push({ ...last, content: "…" });
  return Promise.all(
    turns.map(async ({ content, author, saidAt }, at) => {
      const role = at % 2 === 0 ? "user" : "assistant";
      return {
        role,
        author,
        content,
        created_at: saidAt,
        token_family: FAMILY,
        token_count: messageTokens(FAMILY, await counter.countText(FAMILY, content), role),
        index: { ...indexText(content, { saidAt, author }) },
      };
    }),
  );
}

/** The one import that a server may do: of a sample, which a new account does not have yet. */
async function importTurns({ service }: TestStack, owner: string, messages: Json[]): Promise<ConversationId> {
  const { data, error } = await service().rpc("import_sample", {
    p_owner: owner,
    p_conversation: { title: "History", settings: { memory_strategy: "hybrid" } },
    p_messages: messages,
  });
  if (error !== null) throw new Error(error.message);
  return (data as { id: ConversationId }).id;
}

async function embedAll({ url, secrets }: TestStack, embedder: Embedder): Promise<void> {
  const store = createVectorStore(createServiceClient(url, secrets.SUPABASE_SECRET_KEY));
  const holder = randomUUID();
  const { model, dimensions } = embedder;
  for (;;) {
    const work = await store.unembedded({ holder, leaseSeconds: 600, model, dimensions, messages: AT_ONCE });
    if (work.kind !== "mine") throw new Error(`vectors cannot be stored: ${work.kind}`);
    if (work.messages.length === 0) return;
    await store.store(model, await embedWork(embedder, work, new AbortController().signal));
  }
}
