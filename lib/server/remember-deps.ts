import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { createMemoryReader } from "@/lib/adapters/supabase/memory-reader";
import { newMemoryId } from "./new-id";
import { services } from "./services";
import type { Session } from "./session";
import { storesFor } from "./stores";

/** What long-term memory and forgetting need, bound to one caller. */
export function rememberDeps(session: Pick<Session, "supabase" | "userId">) {
  const { counter, sideModels: models, callLedger, summaryStore, memoryStore, forgetStore } = services();
  const { conversations, messages, agents } = storesFor(session);
  return {
    conversations,
    messages,
    agents,
    memoryReader: createMemoryReader(session.supabase),
    memories: memoryStore,
    forgetting: forgetStore,
    summaries: summaryStore,
    ledger: callLedger,
    models,
    counter,
    clock: systemClock,
    timers: systemTimers,
    newMemoryId,
  };
}
