import type { TurnId } from "@/types/ids";

/** What a user may do to a turn of their own. Both throw `not_found`. */
export type TurnActions = {
  /** False when the turn had ended already. */
  requestStop(turnId: TurnId): Promise<boolean>;
  /** Marks an interrupted reply as kept, so that no device asks about it again. */
  keepReply(turnId: TurnId): Promise<void>;
};
