import type { UserId } from "@/types/ids";

/** Who a verified token speaks for. */
export type Identity = { userId: UserId; isGuest: boolean };

/** Answers null for a token that is expired, forged or not a user's. Throws `database_unavailable`. */
export type TokenVerifier = (token: string) => Promise<Identity | null>;
