import { sha256 } from "@/lib/adapters/node/sha256";
import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { createRecallReader } from "@/lib/adapters/supabase/recall-reader";
import { createContextWindow } from "@/lib/adapters/supabase/context-window";
import { createTurnSettingsReader } from "@/lib/adapters/supabase/turn-settings-reader";
import { services } from "./services";
import type { Session } from "./session";

/** What reporting a context needs, bound to one caller. */
export function contextDeps({ supabase }: Pick<Session, "supabase">) {
  const { counter, models, env, embedder, log } = services();
  return {
    settings: createTurnSettingsReader(supabase),
    window: createContextWindow(supabase),
    recall: createRecallReader(supabase),
    embedder,
    clock: systemClock,
    timers: systemTimers,
    log,
    counter,
    models,
    digest: sha256,
    maxContextTokens: env.maxContextTokens,
  };
}
