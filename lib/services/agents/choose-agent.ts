import type { AgentStore } from "@/lib/ports/agent-store";
import type { ProfileStore } from "@/lib/ports/profile-store";
import type { Agent } from "@/types/chat";
import type { AgentId } from "@/types/ids";
import { found } from "../found";

type Deps = { agents: Pick<AgentStore, "find" | "list">; profile: Pick<ProfileStore, "read"> };

/** The agent that was asked for, else the user's default, else their first. Throws `not_found`. */
export async function chooseAgent({ agents, profile }: Deps, asked: AgentId | null): Promise<Agent> {
  if (asked !== null) return found(await agents.find(asked));
  const [settings, all] = await Promise.all([profile.read(), agents.list()]);
  const preferred = all.find(({ id }) => id === settings?.defaultAgentId);
  return found(preferred ?? all[0] ?? null);
}
