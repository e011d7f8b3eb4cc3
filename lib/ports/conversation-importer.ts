import type { ContextDefaults } from "@/types/chat";
import type { MessageRole, TokenFamily } from "@/types/words";
import type { Receipt, ReceiptGlance } from "@/types/receipt";
import type { AgentId, ConversationId, UserId } from "@/types/ids";
import type { NewSummary } from "./summary-store";

/** Messages get the seqs 1, 2, 3 … in the order in which they come. */
export type ImportedMessage = {
  role: Extract<MessageRole, "user" | "assistant">;
  content: string;
  tokenCount: number;
  tokenFamily: TokenFamily;
  /** ISO 8601. */
  createdAt: string;
  pinned?: boolean;
  muted?: boolean;
};

export type ImportedConversation = {
  owner: UserId;
  /** null: the user's default agent. */
  agentId: AgentId | null;
  title: string;
  metadata: Record<string, unknown>;
  settings: ContextDefaults & { model?: string };
  /** Every assistant's message answers the user's before it: the two are a turn. */
  messages: readonly ImportedMessage[];
  summary: NewSummary | null;
  /** By the seq of the reply. */
  receipts: readonly { seq: number; receipt: Receipt; glance: ReceiptGlance }[];
};

/** Stores a whole conversation at once, under the service role. It counts against the caps as any other does. */
export type ConversationImporter = {
  /**
   * An owner has one sample: `created` is false where it was there already, and then nothing is stored. Throws `not_found`
   * for an agent that is not the owner's, and `invalid_input`.
   */
  importSample(conversation: ImportedConversation): Promise<{ id: ConversationId; created: boolean }>;
};
