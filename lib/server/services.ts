import { createAccountWriter } from "@/lib/adapters/supabase/account-writer";
import { createServiceClient } from "@/lib/adapters/supabase/service-client";
import {
  hostedTokenVerifier,
  localTokenVerifier,
  type TokenVerifier,
} from "@/lib/adapters/supabase/token-verifier";
import type { AccountWriter } from "@/lib/ports/account-writer";
import { serverEnv, type ServerEnv } from "./env";
import { createLog, type Logger } from "./log";

/** What every request of this process shares. */
export type Services = {
  env: ServerEnv;
  log: Logger;
  verifyToken: TokenVerifier;
  accountWriter: AccountWriter;
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
  const { url, publishableKey, secretKey, jwtSecret } = env.supabase;
  return {
    env,
    log: createLog(env.logLevel),
    verifyToken:
      jwtSecret === null ? hostedTokenVerifier(url, publishableKey) : localTokenVerifier(jwtSecret),
    accountWriter: createAccountWriter(createServiceClient(url, secretKey)),
  };
}
