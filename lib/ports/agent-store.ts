import type { Agent } from "@/types/chat";
import type { AgentId } from "@/types/ids";
import type { Changes } from "./changes";

export type AgentChanges = Changes<Omit<Agent, "id" | "revision">>;

/** One user's agents. Throws `database_unavailable`. */
export type AgentStore = {
  /** Oldest first. */
  list(): Promise<Agent[]>;
  find(id: AgentId): Promise<Agent | null>;
  update(id: AgentId, changes: AgentChanges): Promise<Agent | null>;
};
