import type { AgentStore } from "@/lib/ports/agent-store";
import type { ProfileChanges, ProfileStore } from "@/lib/ports/profile-store";
import type { Profile } from "@/types/chat";
import { found } from "../found";

type Deps = { profile: Pick<ProfileStore, "update">; agents: Pick<AgentStore, "find"> };

/** Changes the caller's settings. Throws `not_found` for a default agent that is not theirs. */
export async function updateProfile({ profile, agents }: Deps, changes: ProfileChanges): Promise<Profile> {
  if (changes.defaultAgentId) found(await agents.find(changes.defaultAgentId));
  return found(await profile.update(changes));
}
