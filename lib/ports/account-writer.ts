import type { UserId } from "@/types/ids";

/** Changes to accounts that no user may make for themselves. Both ids come from verified tokens. */
export type AccountWriter = {
  /** Moves everything of a guest to an account; answers how many conversations moved. */
  adoptGuest(guest: UserId, owner: UserId): Promise<number>;
};
