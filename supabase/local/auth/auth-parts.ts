import type { Database } from "../database/database";
import { authError } from "../json-answer";
import type { LiteApi } from "../lite-api";
import type { AccessTokens } from "./access-tokens";
import { RateLimit } from "./rate-limit";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

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
  /** Guests an hour per address: each has a daily allowance of tokens of its own. */
  newGuests: RateLimit;
  /** Sign-ups an hour per address, for the same reason. */
  newAccounts: RateLimit;
  tooMany: (waitMs: number) => Response;
};

type Limits = Pick<AuthParts, "signIns" | "takenSignUps" | "addressChanges" | "newGuests" | "newAccounts">;

export type AuthSettings = Omit<AuthParts, keyof Limits | "tooMany"> & {
  /** New guests, and new accounts, an hour per address. */
  signUpsPerHour: number;
};

export function authParts(settings: AuthSettings): AuthParts {
  return {
    ...settings,
    signIns: new RateLimit(5, MINUTE_MS),
    takenSignUps: new RateLimit(10, MINUTE_MS),
    addressChanges: new RateLimit(5, MINUTE_MS),
    newGuests: new RateLimit(settings.signUpsPerHour, HOUR_MS),
    newAccounts: new RateLimit(settings.signUpsPerHour, HOUR_MS),
    tooMany: (waitMs) => {
      const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
      return authError(429, "over_request_rate_limit", `Too many tries. Try again in ${inWords(seconds)}.`, {
        "retry-after": String(seconds),
      });
    },
  };
}

function inWords(seconds: number): string {
  if (seconds < 2 * 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
