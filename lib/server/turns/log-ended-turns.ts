import type { Logger } from "@/lib/ports/logger";
import type { TurnStore } from "@/lib/ports/turn-store";

/** The store, with one line for every turn that is found dead, whether the sweep finds it or a reader. */
export function logEndedTurns(store: TurnStore, log: Pick<Logger, "warn">): TurnStore {
  return {
    ...store,
    interruptExpired: async (conversationId) => {
      const ended = await store.interruptExpired(conversationId);
      for (const turn of ended) log.warn(turn, "turn.interrupted");
      return ended;
    },
  };
}
