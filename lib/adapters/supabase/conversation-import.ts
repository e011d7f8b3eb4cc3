import { indexText } from "@/lib/domain/retrieval/index-text";
import type { ImportedConversation, ImportedMessage } from "@/lib/ports/conversation-importer";
import type { Json } from "@/types/database";
import { newSummaryRow } from "./summary-row";

/** The arguments of import_sample. */
export function importArguments(conversation: ImportedConversation) {
  return {
    p_owner: conversation.owner,
    p_conversation: {
      title: conversation.title,
      // Checked by the database: an object of limited size.
      metadata: conversation.metadata as Json,
      settings: settingsRow(conversation.settings),
      agent: conversation.agentId,
    },
    p_messages: conversation.messages.map(messageRow),
    p_summary: conversation.summary === null ? null : newSummaryRow(conversation.summary),
    p_receipts: conversation.receipts.map(({ seq, receipt, glance }) => ({ seq, receipt, glance })),
  };
}

function settingsRow(settings: ImportedConversation["settings"]) {
  return {
    model: settings.model ?? null,
    max_tokens: settings.maxTokens ?? null,
    memory_strategy: settings.memoryStrategy ?? null,
    window_size: settings.windowSize ?? null,
    summary_threshold: settings.summaryThreshold ?? null,
    reply_reserve: settings.replyReserve ?? null,
  };
}

function messageRow(message: ImportedMessage) {
  return {
    role: message.role,
    content: message.content,
    token_count: message.tokenCount,
    token_family: message.tokenFamily,
    created_at: message.createdAt,
    pinned: message.pinned ?? false,
    muted: message.muted ?? false,
    index: { ...indexText(message.content, { saidAt: message.createdAt, author: null }) },
  };
}
