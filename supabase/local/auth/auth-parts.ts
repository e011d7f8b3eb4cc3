import type { Database } from "../database/database";
import { authError } from "../json-answer";
import type { LiteApi } from "../lite-api";
import type { AccessTokens } from "./access-tokens";
import { RateLimit } from "./rate-limit";

const MINUTE_MS = 60_000;

/** What the handlers of /auth/v1 share. */
export type AuthParts = {
  database: Database;
  lite: LiteApi;
  tokens: AccessTokens;
  publishableKey: string;
  secretKey: string;
  guests: boolean;
  accessTokenSeconds: number;
  /** Tries a minute per address and e-mail. */
  signIns: RateLimit;
  /** Sign-ups a minute per address that hit an existing account: enough to mistype, too few to list accounts. */
  takenSignUps: RateLimit;
  addressChanges: RateLimit;
  tooMany: (waitMs: number) => Response;
};

export type AuthSettings = Omit<AuthParts, "signIns" | "takenSignUps" | "addressChanges" | "tooMany">;

export function authParts(settings: AuthSettings): AuthParts {
  return {
    ...settings,
    signIns: new RateLimit(5, MINUTE_MS),
    takenSignUps: new RateLimit(10, MINUTE_MS),
    addressChanges: new RateLimit(5, MINUTE_MS),
    tooMany: (waitMs) => {
      const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
      return authError(429, "over_request_rate_limit", `Too many tries. Try again in ${seconds} seconds.`, {
        "retry-after": String(seconds),
      });
    },
  };
}
