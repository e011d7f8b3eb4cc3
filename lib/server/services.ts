import { createAccountWriter } from "@/lib/adapters/supabase/account-writer";
import { createIdleGuests } from "@/lib/adapters/supabase/maintenance";
import { createServiceClient } from "@/lib/adapters/supabase/service-client";
import { createTurnWriter } from "@/lib/adapters/supabase/turn-writer";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import type { AccountWriter } from "@/lib/ports/account-writer";
import type { IdleGuests } from "@/lib/ports/idle-guests";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenVerifier } from "@/lib/ports/token-verifier";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { ModelRegistry } from "@/lib/services/models/model-registry";
import { serverEnv, type ServerEnv } from "./env";
import { createLog, type Logger } from "./log";
import { composeModels } from "./models";
import { logEndedTurns } from "./turns/log-ended-turns";
import { tokenVerifier } from "./verify-token";

/** What every request of this process shares. */
export type Services = {
  env: ServerEnv;
  log: Logger;
  counter: TokenCounter;
  models: ModelRegistry;
  verifyToken: TokenVerifier;
  turnStore: TurnStore;
  accountWriter: AccountWriter;
  idleGuests: IdleGuests;
};

/** Next bundles route handlers apart from each other, so a module's own variable would not be one per process. */
const PLACE = Symbol.for("throughline.services");

/** The services of this process, made when first asked for. Throws EnvironmentProblem. */
export function services(): Services {
  const shared = globalThis as Record<symbol, Services | undefined>;
  shared[PLACE] ??= composeServices(serverEnv());
  return shared[PLACE];
}

function composeServices(env: ServerEnv): Services {
  const service = createServiceClient(env.supabase.url, env.supabase.secretKey);
  const log = createLog(env.logLevel);
  return {
    env,
    log,
    counter: createCounterPort(),
    models: composeModels(env),
    verifyToken: tokenVerifier(),
    turnStore: logEndedTurns(createTurnWriter(service), log),
    accountWriter: createAccountWriter(service),
    idleGuests: createIdleGuests(service),
  };
}
