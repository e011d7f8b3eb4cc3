import type { AgentStore } from "@/lib/ports/agent-store";
import type { ConversationSettings, ConversationStore } from "@/lib/ports/conversation-store";
import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { found } from "../found";
import type { ModelRegistry } from "../models/model-registry";

type Deps = {
  conversations: Pick<ConversationStore, "find" | "update">;
  agents: Pick<AgentStore, "find">;
  models: Pick<ModelRegistry, "requireOffered">;
};

/** Renames, or changes settings. Throws `not_found`, and `invalid_input` for a model that its agent's provider lacks. */
export async function updateConversation(
  { conversations, agents, models }: Deps,
  id: ConversationId,
  changes: ConversationSettings,
): Promise<Conversation> {
  if (changes.model) {
    const { agentId } = found(await conversations.find(id));
    const { provider } = found(await agents.find(agentId));
    await models.requireOffered(provider, changes.model);
  }
  return found(await conversations.update(id, changes));
}
