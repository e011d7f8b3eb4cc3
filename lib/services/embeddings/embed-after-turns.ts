import type { TurnUpkeep } from "../chat/turn-upkeep";
import type { BackFill } from "./back-fill";

/** The upkeep, after which the background learns that there is something new to embed. Nobody waits for that. */
export function embedAfterTurns(upkeep: TurnUpkeep, backFill: Pick<BackFill, "nudge">): TurnUpkeep {
  return {
    compactBefore: (target) => upkeep.compactBefore(target),
    after: async (turn) => {
      backFill.nudge();
      await upkeep.after(turn);
      // Memories of this turn, too.
      backFill.nudge();
    },
  };
}
