import type { AgentStore } from "@/lib/ports/agent-store";
import type { Clock } from "@/lib/ports/clock";
import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { ExportReader } from "@/lib/ports/export-reader";
import type { MessageStore } from "@/lib/ports/message-store";
import type { TurnStore } from "@/lib/ports/turn-store";

export type ExportDeps = {
  conversations: Pick<ConversationStore, "find">;
  agents: Pick<AgentStore, "find">;
  messages: Pick<MessageStore, "find" | "textSoFar">;
  turns: Pick<TurnStore, "interruptExpired">;
  exports: ExportReader;
  clock: Clock;
};

/** Rows of one request. */
export const EXPORT_PAGE = 100;
