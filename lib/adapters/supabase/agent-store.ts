import type { AgentChanges, AgentStore } from "@/lib/ports/agent-store";
import { agentColumns, toAgent } from "./agent-row";
import { dataOf } from "./database-fault";
import type { UserClient } from "./user-client";

/** One user's agents, through the user's own client. */
export function createAgentStore(client: UserClient): AgentStore {
  const table = () => client.from("agents");
  return {
    list: async () => {
      const query = table().select(agentColumns).order("created_at").order("id");
      return dataOf(await query).map(toAgent);
    },
    find: async (id) => {
      const row = dataOf(await table().select(agentColumns).eq("id", id).maybeSingle());
      return row === null ? null : toAgent(row);
    },
    update: async (id, changes) => {
      const updated = table().update(columnsOf(changes)).eq("id", id).select(agentColumns);
      const row = dataOf(await updated.maybeSingle());
      return row === null ? null : toAgent(row);
    },
  };
}

function columnsOf(changes: AgentChanges) {
  const { name, systemPrompt, provider, model, temperature, maxOutputTokens, defaults } = changes;
  const { memory, recallPast } = changes;
  return {
    ...(name === undefined ? {} : { name }),
    ...(systemPrompt === undefined ? {} : { system_prompt: systemPrompt }),
    ...(provider === undefined ? {} : { provider }),
    ...(model === undefined ? {} : { model }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { max_output_tokens: maxOutputTokens }),
    ...(defaults === undefined ? {} : { defaults }),
    ...(memory === undefined ? {} : { memory }),
    ...(recallPast === undefined ? {} : { recall_past: recallPast }),
  };
}
