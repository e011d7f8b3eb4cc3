import { z } from "zod";
import type {
  EntrySearch,
  MessageSearch,
  SearchFilters,
  SearchPosition,
  SearchReader,
} from "@/lib/ports/search-reader";
import { conversationId, messageId } from "@/types/api";
import { dataOf } from "./database-fault";
import { memoryId } from "./memory-row";
import { decimal, instant, wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";

const foundMessages = z.object({
  rows: z.array(
    z
      .object({
        doc: wholeNumber,
        message: messageId,
        conversation: conversationId,
        title: z.string(),
        seq: wholeNumber,
        role: z.enum(["user", "assistant", "system", "tool"]),
        created_at: instant,
        score: decimal,
        content: z.string(),
      })
      .transform(({ message, conversation, created_at, ...row }) => ({
        ...row,
        messageId: message,
        conversationId: conversation,
        saidAt: created_at,
      })),
  ),
  docs: wholeNumber,
  terms: z.array(z.object({ term: z.string(), df: wholeNumber, capped: z.boolean() })),
});

const foundMemories = z.array(
  z
    .object({
      memory: memoryId,
      content: z.string(),
      conversation: conversationId.nullable(),
      title: z.string().nullable(),
      message: messageId.nullable(),
      seq: wholeNumber.nullable(),
      created_at: instant,
      score: decimal,
    })
    .transform(({ memory, conversation, message, created_at, ...row }) => ({
      ...row,
      memoryId: memory,
      conversationId: conversation,
      messageId: message,
      createdAt: created_at,
    })),
);

const foundSummaries = z.array(
  z
    .object({
      conversation: conversationId,
      title: z.string(),
      content: z.string().nullable(),
      from_seq: wholeNumber,
      created_at: instant,
      score: decimal,
    })
    .transform((row) => ({
      conversationId: row.conversation,
      title: row.title,
      content: row.content ?? "",
      fromSeq: row.from_seq,
      createdAt: row.created_at,
      score: row.score,
    })),
);

const foundTitles = z.object({
  titles: wholeNumber.nullable().transform((titles) => titles ?? 0),
  rows: z.array(
    z
      .object({ conversation: conversationId, title: z.string(), updated_at: instant, score: decimal })
      .transform(({ conversation, title, updated_at, score }) => ({
        conversationId: conversation,
        title,
        updatedAt: updated_at,
        score,
      })),
  ),
});

const similarTerms = z.array(z.object({ term: z.string(), similar: z.string(), df: wholeNumber }));

/** One user's own rows, through the database's search functions as that user. */
export function createSearchReader(client: UserClient): SearchReader {
  return {
    messages: async (search) =>
      foundMessages.parse(dataOf(await client.rpc("search_messages", { p_query: messageQuery(search) }))),
    memories: async (search) =>
      foundMemories.parse(dataOf(await client.rpc("search_memories", { p_query: entryQuery(search) }))),
    summaries: async (search) =>
      foundSummaries.parse(dataOf(await client.rpc("search_summaries", { p_query: entryQuery(search) }))),
    titles: async ({ text, prefix, limit, ...filters }) => {
      const query = { text, prefix, limit, ...filterQuery(filters) };
      return foundTitles.parse(dataOf(await client.rpc("search_titles", { p_query: query })));
    },
    similar: async (terms) =>
      similarTerms.parse(dataOf(await client.rpc("similar_terms", { p_terms: [...terms] }))),
  };
}

function filterQuery({ since, until, agentId, conversationId: conversation }: SearchFilters) {
  return { since, until, agent: agentId, conversation };
}

function entryQuery(search: EntrySearch) {
  return {
    ...filterQuery(search),
    terms: search.terms.map((term) => ({ ...term })),
    not_terms: [...search.notTerms],
    limit: search.limit,
  };
}

function messageQuery(search: MessageSearch) {
  return {
    ...entryQuery(search),
    phrases: [...search.phrases],
    not_phrases: [...search.notPhrases],
    sort: search.sort,
    role: search.role,
    after: search.after === null ? null : { ...(search.after satisfies SearchPosition) },
  };
}
