import type { Agent } from "@/types/chat";
import type { AgentId } from "@/types/ids";

export type AgentChanges = Partial<Omit<Agent, "id" | "revision">>;

/** One user's agents. Throws `database_unavailable`. */
export type AgentStore = {
  /** Oldest first. */
  list(): Promise<Agent[]>;
  find(id: AgentId): Promise<Agent | null>;
  update(id: AgentId, changes: AgentChanges): Promise<Agent | null>;
};
