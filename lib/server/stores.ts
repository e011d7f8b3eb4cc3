import { createAccountReader } from "@/lib/adapters/supabase/account-reader";
import { createAgentStore } from "@/lib/adapters/supabase/agent-store";
import { createConversationStore } from "@/lib/adapters/supabase/conversation-store";
import { createMessageStore } from "@/lib/adapters/supabase/message-store";
import { createProfileStore } from "@/lib/adapters/supabase/profile-store";
import { createReceiptReader } from "@/lib/adapters/supabase/receipt-reader";
import { createSearchReader } from "@/lib/adapters/supabase/search-reader";
import { createSummaryReader } from "@/lib/adapters/supabase/summary-reader";
import type { AccountReader } from "@/lib/ports/account-reader";
import type { AgentStore } from "@/lib/ports/agent-store";
import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { MessageStore } from "@/lib/ports/message-store";
import type { ProfileStore } from "@/lib/ports/profile-store";
import type { ReceiptReader } from "@/lib/ports/receipt-reader";
import type { SearchReader } from "@/lib/ports/search-reader";
import type { SummaryReader } from "@/lib/ports/summary-store";
import type { Session } from "./session";

export type Stores = {
  conversations: ConversationStore;
  messages: MessageStore;
  agents: AgentStore;
  profile: ProfileStore;
  summaries: SummaryReader;
  receipts: ReceiptReader;
  accounts: AccountReader;
  search: SearchReader;
};

/** What one user may read and change, as row level security has it. */
export function storesFor({ supabase, userId }: Pick<Session, "supabase" | "userId">): Stores {
  return {
    conversations: createConversationStore(supabase),
    messages: createMessageStore(supabase),
    agents: createAgentStore(supabase),
    profile: createProfileStore(supabase, userId),
    summaries: createSummaryReader(supabase),
    receipts: createReceiptReader(supabase),
    accounts: createAccountReader(supabase),
    search: createSearchReader(supabase),
  };
}
