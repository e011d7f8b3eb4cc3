import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type {
  ListedSettings,
  PlannedSettings,
  TurnSettings,
  TurnSettingsReader,
} from "@/lib/ports/turn-settings";
import { agentId, contextDefaults, conversationId } from "@/types/api";
import type { AgentId, ConversationId } from "@/types/ids";
import { agentColumns, toAgent } from "./agent-row";
import { memoryStrategy } from "./conversation-row";
import { dataOf } from "./database-fault";
import { wholeNumber } from "./row-values";
import { summaryColumns, toSummary } from "./summary-row";
import type { UserClient } from "./user-client";
import { silentColumns, windowColumns, windowRow } from "./window-row";

const conversationRow = z
  .object({
    id: conversationId,
    model: z.string().nullable(),
    max_tokens: wholeNumber,
    memory_strategy: memoryStrategy,
    window_size: wholeNumber.nullable(),
    summary_threshold: wholeNumber,
    reply_reserve: wholeNumber.nullable(),
    message_count: wholeNumber,
    temporary: z.boolean(),
    window_from: wholeNumber,
    recent_replies: z.array(wholeNumber),
    agents: z.unknown().transform(toAgent),
    summaries: z.unknown().transform((row) => (row === null ? null : toSummary(row))),
  })
  .transform(({ agents: agent, ...row }): TurnSettings => ({
    agent,
    conversation: {
      id: row.id,
      model: row.model,
      maxTokens: row.max_tokens,
      memoryStrategy: row.memory_strategy,
      windowSize: row.window_size,
      summaryThreshold: row.summary_threshold,
      replyReserve: row.reply_reserve,
      messageCount: row.message_count,
      temporary: row.temporary,
      windowFrom: row.window_from,
      recentReplies: row.recent_replies,
      summary: row.summaries,
    },
    defaults: {},
  }));

// Every relation by the name of its key: two tables may be related in several ways.
const CONVERSATION =
  `id, model, max_tokens, memory_strategy, window_size, summary_threshold, reply_reserve, message_count, temporary,
  window_from, recent_replies, agents!conversations_agent_fkey(${agentColumns}),
  summaries!conversations_summary_fkey(${summaryColumns})` as const;

/** Every pinned message that can be sent, as window_rows finds them. */
const PINS = `messages!messages_conversation_fkey(${windowColumns})` as const;
const pinnedRow = z.looseObject({ messages: z.array(windowRow) }).transform(({ messages }) => messages);

/** Muted messages say nothing in any call: their text is not read. */
const MUTED = `messages!messages_conversation_fkey(${silentColumns})` as const;
const mutedRow = z
  .looseObject({
    messages: z.array(z.looseObject({}).transform((row) => windowRow.parse({ ...row, content: "" }))),
  })
  .transform(({ messages }) => messages);

const retriedTurn = z
  .object({
    conversations: z.unknown(),
    messages: z.object({ content: z.string(), seq: wholeNumber }),
  })
  .transform(({ conversations: row, messages: { content: message, seq } }) => ({
    ...conversationRow.parse(row),
    pins: pinnedRow.parse(row),
    message,
    seq,
  }));

/**
 * What one user's turns are built with, through the user's own client, in one request each. The client's own retries
 * would let a sender wait for seconds: a message that was not sent is kept and sent again by whoever sent it.
 */
export function createTurnSettingsReader(client: UserClient): TurnSettingsReader {
  return {
    forChat: (conversation, agent) =>
      conversation === null ? ofNewConversation(client, agent) : ofConversation(client, conversation),
    forContents: async (conversation, agent) =>
      conversation === null
        ? { ...(await ofNewConversation(client, agent)), muted: [] }
        : ofContents(client, conversation),
    forTurn: async (conversation, agent) =>
      conversation === null
        ? { ...(await ofNewConversation(client, agent)), pins: [] }
        : ofTurn(client, conversation),
    forRetry: async (turn) => {
      const columns = `conversations!turns_conversation_fkey(${CONVERSATION}, ${PINS}), messages!turns_user_message_fkey(content, seq)`;
      const query = client.from("turns").select(columns).eq("id", turn).retry(false);
      const row = dataOf(await onlyPinned(query, "conversations.messages").maybeSingle());
      if (row === null) throw missing("reply");
      return retriedTurn.parse(row);
    },
  };
}

async function ofTurn(client: UserClient, id: ConversationId): Promise<PlannedSettings> {
  const columns = `${CONVERSATION}, ${PINS}` as const;
  const query = client.from("conversations").select(columns).eq("id", id).retry(false);
  const row = dataOf(await onlyPinned(query, "messages").maybeSingle());
  if (row === null) throw missing("conversation");
  return { ...conversationRow.parse(row), pins: pinnedRow.parse(row) };
}

async function ofContents(client: UserClient, id: ConversationId): Promise<ListedSettings> {
  const columns = `${CONVERSATION}, ${MUTED}` as const;
  const query = client.from("conversations").select(columns).eq("id", id).retry(false);
  const muted = query.eq("messages.muted", true).is("messages.superseded_by", null);
  const row = dataOf(
    await muted.order("seq", { referencedTable: "messages", ascending: false }).maybeSingle(),
  );
  if (row === null) throw missing("conversation");
  return { ...conversationRow.parse(row), muted: mutedRow.parse(row) };
}

type Filters<Query> = {
  eq(column: string, value: unknown): Query;
  neq(column: string, value: unknown): Query;
  is(column: string, value: null): Query;
  order(column: string, options: { referencedTable: string }): Query;
};

function onlyPinned<Query extends Filters<Query>>(query: Query, table: string): Query {
  return query
    .eq(`${table}.pinned`, true)
    .eq(`${table}.kind`, "chat")
    .is(`${table}.superseded_by`, null)
    .neq(`${table}.status`, "streaming")
    .neq(`${table}.content`, "")
    .order("seq", { referencedTable: table });
}

async function ofConversation(client: UserClient, id: ConversationId): Promise<TurnSettings> {
  const row = dataOf(
    await client.from("conversations").select(CONVERSATION).eq("id", id).retry(false).maybeSingle(),
  );
  if (row === null) throw missing("conversation");
  return conversationRow.parse(row);
}

const candidate = z.looseObject({
  id: agentId,
  profiles: z.object({ default_agent: agentId.nullable(), defaults: contextDefaults }),
});

/** The agent that was asked for, else the default of the profile, else the oldest. */
async function ofNewConversation(client: UserClient, asked: AgentId | null): Promise<TurnSettings> {
  const columns = `${agentColumns}, profiles!agents_owner_fkey(default_agent, defaults)` as const;
  const query = client.from("agents").select(columns).retry(false);
  const rows = dataOf(
    await (asked === null ? query.order("created_at").order("id") : query.eq("id", asked)),
  ).map((row) => candidate.parse(row));
  const chosen = rows.find(({ id, profiles }) => id === profiles.default_agent) ?? rows[0];
  if (chosen === undefined) throw missing("agent");
  const agent = toAgent(chosen);
  return { agent, conversation: null, defaults: { ...chosen.profiles.defaults, ...agent.defaults } };
}

function missing(what: "agent" | "conversation" | "reply"): AppError {
  return new AppError("not_found", `There is no ${what} with that id.`);
}
