import type { AgentStore } from "@/lib/ports/agent-store";
import type { Clock } from "@/lib/ports/clock";
import type { ConversationImporter } from "@/lib/ports/conversation-importer";
import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { Digest } from "@/lib/ports/digest";
import type { ProfileStore } from "@/lib/ports/profile-store";
import type { SampleFinder } from "@/lib/ports/sample-finder";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Conversation } from "@/types/chat";
import type { UserId } from "@/types/ids";
import { chooseAgent } from "../agents/choose-agent";
import { found } from "../found";
import { buildSample } from "./build-sample";

type Deps = {
  sample: SampleFinder;
  conversations: Pick<ConversationStore, "find">;
  agents: Pick<AgentStore, "find" | "list">;
  profile: Pick<ProfileStore, "read">;
  importer: ConversationImporter;
  counter: TokenCounter;
  digest: Digest;
  clock: Clock;
};

export type MadeSample = { conversation: Conversation; created: boolean };

/** Those that are being made now: a second click gets what the first one makes. */
const making = new Map<UserId, Promise<MadeSample>>();

/** The owner's sample conversation, made where there is none. Throws `not_found` for an owner without an agent. */
export async function makeSample(deps: Deps, owner: UserId): Promise<MadeSample> {
  const under = making.get(owner);
  if (under !== undefined) return { ...(await under), created: false };
  const made = findOrMake(deps, owner).finally(() => making.delete(owner));
  making.set(owner, made);
  return made;
}

async function findOrMake(deps: Deps, owner: UserId): Promise<MadeSample> {
  const present = await deps.sample.find();
  if (present !== null) return { conversation: present, created: false };
  const agent = await chooseAgent(deps, null);
  const sample = await buildSample(deps, agent, deps.clock.now());
  // Another server may have made it meanwhile.
  const { id, created } = await deps.importer.importSample({ ...sample, owner });
  return { conversation: found(await deps.conversations.find(id)), created };
}
