import { randomUUID } from "node:crypto";
import type {
  EntrySearch,
  FoundMemory,
  FoundMessage,
  FoundMessages,
  FoundSummary,
  FoundTitle,
  MessageSearch,
  SearchReader,
} from "@/lib/ports/search-reader";
import { search, type Search, type SearchPage } from "@/lib/services/search/search";
import { conversationId, messageId } from "@/types/api";
import type { MemoryId } from "@/types/memory";

const SAID_AT = "2026-03-14T09:00:00.123456+00:00";

export const aMessage = (content: string, more: Partial<FoundMessage> = {}): FoundMessage => ({
  doc: 1,
  messageId: messageId.parse(randomUUID()),
  conversationId: conversationId.parse(randomUUID()),
  title: "A talk",
  seq: 1,
  role: "user",
  saidAt: SAID_AT,
  score: 4,
  content,
  ...more,
});

export const aTitle = (title: string, score = 1): FoundTitle => ({
  conversationId: conversationId.parse(randomUUID()),
  title,
  updatedAt: SAID_AT,
  score,
});

export const aMemory = (content: string, score = 2): FoundMemory => ({
  memoryId: randomUUID() as MemoryId,
  content,
  conversationId: null,
  title: null,
  messageId: null,
  seq: null,
  createdAt: SAID_AT,
  score,
});

export const aSummary = (content: string, score = 2): FoundSummary => ({
  conversationId: conversationId.parse(randomUUID()),
  title: "A talk",
  content,
  fromSeq: 1,
  createdAt: SAID_AT,
  score,
});

export type Asked = {
  messages: MessageSearch[];
  memories: EntrySearch[];
  summaries: EntrySearch[];
  titles: { text: string; prefix: boolean; limit: number }[];
  similar: string[][];
};

type World = {
  /** Words in use, by how many messages have them; null: every word is. */
  used?: Record<string, number> | null;
  capped?: readonly string[];
  rows?: (search: MessageSearch) => FoundMessage[];
  titles?: FoundTitle[];
  memories?: FoundMemory[];
  summaries?: FoundSummary[];
  similar?: { term: string; similar: string; df: number }[];
};

/** A database that answers what it is told to, and what it was asked. */
export function fakeSearch(world: World = {}) {
  const asked: Asked = { messages: [], memories: [], summaries: [], titles: [], similar: [] };
  const reader: SearchReader = {
    messages: (query) => {
      asked.messages.push(query);
      const found: FoundMessages = {
        rows: world.rows?.(query) ?? [],
        docs: 7,
        terms: query.terms.map(({ term }) => ({
          term,
          df: world.used ? (world.used[term] ?? 0) : 1,
          capped: world.capped?.includes(term) ?? false,
        })),
      };
      return Promise.resolve(found);
    },
    memories: (query) => {
      asked.memories.push(query);
      return Promise.resolve(world.memories ?? []);
    },
    summaries: (query) => {
      asked.summaries.push(query);
      return Promise.resolve(world.summaries ?? []);
    },
    titles: (query) => {
      asked.titles.push(query);
      return Promise.resolve({ rows: world.titles ?? [], titles: 3 });
    },
    similar: (terms) => {
      asked.similar.push([...terms]);
      return Promise.resolve((world.similar ?? []).filter(({ term }) => terms.includes(term)));
    },
  };
  const ask = (text: string, more: Partial<Search> = {}): Promise<SearchPage> =>
    search({ search: reader }, { ...EVERYTHING, text, ...more });
  return { ask, asked };
}

const EVERYTHING: Search = {
  text: "",
  kind: null,
  sort: "best",
  since: null,
  until: null,
  agentId: null,
  conversationId: null,
  role: null,
  limit: 20,
  after: null,
};
