import type { AgentChanges, AgentStore } from "@/lib/ports/agent-store";
import type { Agent } from "@/types/chat";
import type { AgentId } from "@/types/ids";
import { found } from "../found";
import type { ModelRegistry } from "../models/model-registry";

type Deps = {
  agents: Pick<AgentStore, "find" | "update">;
  models: Pick<ModelRegistry, "requireOffered">;
};

/**
 * Changes an agent. Another provider without a model means that provider's default model, because one provider's
 * models are not another's. Throws `not_found`, `provider_key`, and `invalid_input` for a model that is not offered.
 */
export async function updateAgent(
  { agents, models }: Deps,
  id: AgentId,
  changes: AgentChanges,
): Promise<Agent> {
  if (changes.provider === undefined && changes.model === undefined) {
    return found(await agents.update(id, changes));
  }
  const agent = found(await agents.find(id));
  const provider = changes.provider === undefined ? agent.provider : changes.provider;
  const moved = provider !== agent.provider;
  const model = changes.model === undefined ? (moved ? null : agent.model) : changes.model;
  if (model !== null) await models.requireOffered(provider, model);
  return found(await agents.update(id, { ...changes, provider, model }));
}
