import { z } from "zod";
import type { TurnActions } from "@/lib/ports/turn-actions";
import { dataOf } from "./database-fault";
import type { UserClient } from "./user-client";

/** What one user may do to their turns, through the user's own client. */
export function createTurnActions(client: UserClient): TurnActions {
  return {
    requestStop: async (turnId) =>
      z.boolean().parse(dataOf(await client.rpc("request_stop", { p_turn: turnId }))),
    keepReply: async (turnId) => {
      dataOf(await client.rpc("keep_reply", { p_turn: turnId }));
    },
  };
}
