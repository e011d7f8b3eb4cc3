import { z } from "zod";
import { previewOf } from "@/lib/domain/context/preview";
import type { RecalledSources } from "@/lib/ports/recalled-sources";
import { conversationId, messageId, memoryId } from "@/types/api";
import type { RecalledSource } from "@/types/recall";
import { dataOf } from "./database-fault";
import { instant, wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";

const titled = z.object({ title: z.string() });

const message = z
  .object({
    id: messageId,
    conversation: conversationId,
    seq: wholeNumber,
    role: z.enum(["user", "assistant", "system", "tool"]),
    content: z.string(),
    created_at: instant,
    conversations: titled,
  })
  .transform((row): RecalledSource => ({
    kind: "message",
    id: row.id,
    conversationId: row.conversation,
    title: row.conversations.title,
    seq: row.seq,
    role: row.role,
    saidAt: row.created_at,
    preview: previewOf(row.content),
  }));

const memory = z
  .object({
    id: memoryId,
    content: z.string(),
    valid_from: instant,
    memory_sources: z.array(
      z.object({ conversation: conversationId, seq: wholeNumber, said_at: instant, conversations: titled }),
    ),
  })
  .transform((row): RecalledSource => {
    const [source] = row.memory_sources.toSorted((a, b) => (a.said_at < b.said_at ? 1 : -1));
    return {
      kind: "memory",
      id: row.id,
      conversationId: source?.conversation ?? null,
      title: source?.conversations.title ?? "",
      seq: source?.seq ?? null,
      role: null,
      saidAt: row.valid_from,
      preview: previewOf(row.content),
    };
  });

const MESSAGE =
  "id, conversation, seq, role, content, created_at, conversations!messages_conversation_fkey(title)" as const;
const MEMORY =
  "id, content, valid_from, memory_sources!memory_sources_memory_fkey(conversation, seq, said_at, conversations!memory_sources_conversation_fkey(title))" as const;

/** Through the user's own client: what is not theirs is as if it were gone. */
export function createRecalledSources(client: UserClient): RecalledSources {
  return {
    read: async (entries) => {
      const ids = (kind: RecalledSource["kind"]) =>
        entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
      const [messages, memories] = await Promise.all([
        messagesBy(client, ids("message")),
        memoriesBy(client, ids("memory")),
      ]);
      return [...messages, ...memories];
    },
  };
}

async function messagesBy(client: UserClient, ids: readonly string[]): Promise<RecalledSource[]> {
  if (ids.length === 0) return [];
  const rows = dataOf(await client.from("messages").select(MESSAGE).in("id", ids));
  return rows.map((row) => message.parse(row));
}

async function memoriesBy(client: UserClient, ids: readonly string[]): Promise<RecalledSource[]> {
  if (ids.length === 0) return [];
  const rows = dataOf(await client.from("memories").select(MEMORY).in("id", ids));
  return rows.map((row) => memory.parse(row));
}
