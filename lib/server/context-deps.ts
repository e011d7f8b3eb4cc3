import { sha256 } from "@/lib/adapters/node/sha256";
import { createContextWindow } from "@/lib/adapters/supabase/context-window";
import { createTurnSettingsReader } from "@/lib/adapters/supabase/turn-settings-reader";
import { services } from "./services";
import type { Session } from "./session";

/** What reporting a context needs, bound to one caller. */
export function contextDeps({ supabase }: Pick<Session, "supabase">) {
  const { counter, models, env } = services();
  return {
    settings: createTurnSettingsReader(supabase),
    window: createContextWindow(supabase),
    counter,
    models,
    digest: sha256,
    maxContextTokens: env.maxContextTokens,
  };
}
