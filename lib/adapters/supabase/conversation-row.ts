import { z } from "zod";
import { agentId, conversationId } from "@/types/api";
import type { Conversation } from "@/types/chat";
import { instant, wholeNumber } from "./row-values";

/** What to select for `toConversation`. */
export const conversationColumns =
  "id, agent, title, title_source, model, max_tokens, memory_strategy, window_size, summary_threshold, reply_reserve, summary_version, summary_to, message_count, total_tokens, running, temporary, recall_past, revision, created_at, updated_at";

export const memoryStrategy = z.enum(["sliding_window", "summarization", "hybrid"]);

const conversationRow = z.object({
  id: conversationId,
  agent: agentId,
  title: z.string(),
  title_source: z.enum(["auto", "user"]),
  model: z.string().nullable(),
  max_tokens: wholeNumber,
  memory_strategy: memoryStrategy,
  window_size: wholeNumber.nullable(),
  summary_threshold: wholeNumber,
  reply_reserve: wholeNumber.nullable(),
  summary_version: wholeNumber.nullable(),
  summary_to: wholeNumber,
  message_count: wholeNumber,
  total_tokens: wholeNumber,
  running: z.boolean(),
  temporary: z.boolean(),
  recall_past: z.boolean(),
  revision: wholeNumber,
  created_at: instant,
  updated_at: instant,
});

export function toConversation(value: unknown): Conversation {
  const row = conversationRow.parse(value);
  return {
    id: row.id,
    agentId: row.agent,
    title: row.title,
    titleSource: row.title_source,
    model: row.model,
    maxTokens: row.max_tokens,
    memoryStrategy: row.memory_strategy,
    windowSize: row.window_size,
    summaryThreshold: row.summary_threshold,
    replyReserve: row.reply_reserve,
    summaryVersion: row.summary_version,
    summaryTo: row.summary_to,
    messageCount: row.message_count,
    totalTokens: row.total_tokens,
    running: row.running,
    temporary: row.temporary,
    recallPast: row.recall_past,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
