import { systemClock } from "@/lib/adapters/node/system-clock";
import { createExportReader } from "@/lib/adapters/supabase/export-reader";
import { services } from "./services";
import type { Session } from "./session";
import { storesFor } from "./stores";

/** What exporting a conversation needs, bound to one caller. */
export function exportDeps(session: Pick<Session, "supabase" | "userId">) {
  return {
    ...storesFor(session),
    exports: createExportReader(session.supabase),
    turns: services().turnStore,
    clock: systemClock,
  };
}
