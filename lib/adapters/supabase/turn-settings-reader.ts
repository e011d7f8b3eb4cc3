import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { TurnSettings, TurnSettingsReader } from "@/lib/ports/turn-settings";
import { agentId, contextDefaults, conversationId } from "@/types/api";
import type { AgentId, ConversationId } from "@/types/ids";
import { agentColumns, toAgent } from "./agent-row";
import { memoryStrategy } from "./conversation-row";
import { dataOf } from "./database-fault";
import { wholeNumber } from "./row-values";
import { summaryColumns, toSummary } from "./summary-row";
import type { UserClient } from "./user-client";

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
      windowFrom: row.window_from,
      recentReplies: row.recent_replies,
      summary: row.summaries,
    },
    defaults: {},
  }));

// Every relation by the name of its key: two tables may be related in several ways.
const CONVERSATION =
  `id, model, max_tokens, memory_strategy, window_size, summary_threshold, reply_reserve, message_count,
  window_from, recent_replies, agents!conversations_agent_fkey(${agentColumns}),
  summaries!conversations_summary_fkey(${summaryColumns})` as const;

const retriedTurn = z.object({
  conversations: conversationRow,
  messages: z.object({ content: z.string() }),
});

/**
 * What one user's turns are built with, through the user's own client, in one request each. The client's own retries
 * would let a sender wait for seconds: a message that was not sent is kept and sent again by whoever sent it.
 */
export function createTurnSettingsReader(client: UserClient): TurnSettingsReader {
  return {
    forChat: (conversation, agent) =>
      conversation === null ? ofNewConversation(client, agent) : ofConversation(client, conversation),
    forRetry: async (turn) => {
      const columns = `conversations!turns_conversation_fkey(${CONVERSATION}), messages!turns_user_message_fkey(content)`;
      const row = dataOf(
        await client.from("turns").select(columns).eq("id", turn).retry(false).maybeSingle(),
      );
      if (row === null) throw missing("reply");
      const { conversations: settings, messages } = retriedTurn.parse(row);
      return { ...settings, message: messages.content };
    },
  };
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
