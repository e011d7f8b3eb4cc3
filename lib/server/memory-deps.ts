import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { createAccountReader } from "@/lib/adapters/supabase/account-reader";
import { createSummaryReader } from "@/lib/adapters/supabase/summary-reader";
import { services } from "./services";
import type { Session } from "./session";
import { storesFor } from "./stores";

/** What summaries, marks and accounts need, bound to one caller. */
export function memoryDeps(session: Pick<Session, "supabase" | "userId">) {
  const { counter, sideModels: models, callLedger, summaryStore, messageMarks } = services();
  return {
    ...storesFor(session),
    counter,
    models,
    clock: systemClock,
    timers: systemTimers,
    ledger: callLedger,
    summaries: summaryStore,
    marks: messageMarks,
    reader: createSummaryReader(session.supabase),
    accounts: createAccountReader(session.supabase),
  };
}
