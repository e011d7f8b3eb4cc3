import { sha256 } from "@/lib/adapters/node/sha256";
import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { createSampleFinder } from "@/lib/adapters/supabase/sample-finder";
import { contextDeps } from "./context-deps";
import type { ApiCall } from "./http/route";
import { services } from "./services";
import type { Session } from "./session";
import { storesFor } from "./stores";

/** What the strategy lab needs, bound to one caller. */
export function labDeps({ session, log }: Pick<ApiCall<unknown>, "session" | "log">) {
  const { callLedger: ledger, sideModels: models } = services();
  return { ...contextDeps(session), models, ledger, clock: systemClock, timers: systemTimers, log };
}

/** What making the sample conversation needs, bound to one caller. */
export function sampleDeps(session: Session) {
  const { counter, conversationImporter: importer } = services();
  const sample = createSampleFinder(session.supabase);
  return { ...storesFor(session), sample, importer, counter, digest: sha256, clock: systemClock };
}
