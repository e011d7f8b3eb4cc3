import type { AgentStore } from "@/lib/ports/agent-store";
import type { ConversationSettings, ConversationStore } from "@/lib/ports/conversation-store";
import type { ProfileStore } from "@/lib/ports/profile-store";
import type { Conversation } from "@/types/chat";
import type { AgentId, ConversationId } from "@/types/ids";
import { chooseAgent } from "../agents/choose-agent";
import { found } from "../found";
import type { ModelRegistry } from "../models/model-registry";

type Deps = {
  conversations: Pick<ConversationStore, "create" | "find">;
  agents: Pick<AgentStore, "find" | "list">;
  profile: Pick<ProfileStore, "read">;
  models: Pick<ModelRegistry, "requireOffered">;
  /** Budget of a conversation for which neither the caller, nor its agent, nor its user has one, in tokens. */
  maxContextTokens: number;
};

export type CreateConversation = ConversationSettings & {
  id: ConversationId;
  /** null: the user's default agent. */
  agentId: AgentId | null;
  temporary?: boolean | undefined;
};

/**
 * An empty conversation. What the caller leaves open is filled from the agent's and the user's defaults, by the
 * database. The same id again answers with the one that is there, so a retry is safe. Throws `not_found` for an agent
 * or an id that is somebody else's, `invalid_input` for a model that is not offered.
 */
export async function createConversation(
  deps: Deps,
  input: CreateConversation,
): Promise<{ conversation: Conversation; created: boolean }> {
  const existing = await deps.conversations.find(input.id);
  if (existing) return { conversation: existing, created: false };
  const [agent, profile] = await Promise.all([
    chooseAgent(deps, input.agentId),
    input.maxTokens === undefined ? deps.profile.read() : null,
  ]);
  if (input.model) await deps.models.requireOffered(agent.provider, input.model);
  // The database fills in the agent's and the user's wishes; what the server is set to is known here alone.
  const wished = input.maxTokens ?? agent.defaults.maxTokens ?? profile?.defaults.maxTokens;
  const budget = wished === undefined ? { maxTokens: deps.maxContextTokens } : {};
  const conversation = await deps.conversations.create({ ...input, ...budget, agentId: agent.id });
  if (conversation) return { conversation, created: true };
  // Taken between the two: by this user's other request, or since ever by somebody else's conversation.
  return { conversation: found(await deps.conversations.find(input.id)), created: false };
}
