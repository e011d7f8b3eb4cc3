import { createAgentStore } from "@/lib/adapters/supabase/agent-store";
import { createConversationStore } from "@/lib/adapters/supabase/conversation-store";
import { createMessageStore } from "@/lib/adapters/supabase/message-store";
import { createProfileStore } from "@/lib/adapters/supabase/profile-store";
import type { AgentStore } from "@/lib/ports/agent-store";
import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { MessageStore } from "@/lib/ports/message-store";
import type { ProfileStore } from "@/lib/ports/profile-store";
import type { Session } from "./session";

export type Stores = {
  conversations: ConversationStore;
  messages: MessageStore;
  agents: AgentStore;
  profile: ProfileStore;
};

/** What one user may read and change, as row level security has it. */
export function storesFor({ supabase, userId }: Pick<Session, "supabase" | "userId">): Stores {
  return {
    conversations: createConversationStore(supabase),
    messages: createMessageStore(supabase),
    agents: createAgentStore(supabase),
    profile: createProfileStore(supabase, userId),
  };
}
