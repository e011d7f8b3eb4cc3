import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { TurnSettings, TurnSettingsReader } from "@/lib/ports/turn-settings";
import { conversationId } from "@/types/api";
import type { AgentId, ConversationId } from "@/types/ids";
import { agentColumns, toAgent } from "./agent-row";
import { dataOf } from "./database-fault";
import { wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";

const conversationRow = z
  .object({
    id: conversationId,
    model: z.string().nullable(),
    max_tokens: wholeNumber,
    reply_reserve: wholeNumber.nullable(),
    agents: z.unknown().transform(toAgent),
  })
  .transform(
    ({ id, model, max_tokens: maxTokens, reply_reserve: replyReserve, agents: agent }): TurnSettings => ({
      agent,
      conversation: { id, model, maxTokens, replyReserve },
    }),
  );

// Every relation by the name of its key: two tables may be related in several ways.
const CONVERSATION = `id, model, max_tokens, reply_reserve, agents!conversations_agent_fkey(${agentColumns})`;

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

const candidate = z.looseObject({ profiles: z.array(z.unknown()) });

/** The agent that was asked for, else the default of the profile, else the oldest. */
async function ofNewConversation(client: UserClient, asked: AgentId | null): Promise<TurnSettings> {
  const columns = `${agentColumns}, profiles!profiles_default_agent_fkey(id)`;
  const query = client.from("agents").select(columns).retry(false);
  const rows = dataOf(
    await (asked === null ? query.order("created_at").order("id") : query.eq("id", asked)),
  ).map((row) => candidate.parse(row));
  const chosen = rows.find(({ profiles }) => profiles.length > 0) ?? rows[0];
  if (chosen === undefined) throw missing("agent");
  return { agent: toAgent(chosen), conversation: null };
}

function missing(what: "agent" | "conversation" | "reply"): AppError {
  return new AppError("not_found", `There is no ${what} with that id.`);
}
