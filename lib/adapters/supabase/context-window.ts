import { z } from "zod";
import type { ContextWindow } from "@/lib/ports/context-window";
import { dataOf } from "./database-fault";
import { wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";
import { windowRow } from "./window-row";

const answer = z.object({
  rows: z.array(windowRow),
  older: z.object({ messages: wholeNumber, from: wholeNumber, to: wholeNumber }).nullable(),
});

/** Not empty, because a context passes over rows that say nothing. */
const WITHHELD = "…";

/** One user's windows, through the user's own client. */
export function createContextWindow(client: UserClient): ContextWindow {
  return {
    read: async (conversationId, budget, withContent) => {
      const query = { p_conversation: conversationId, p_budget: budget, p_content: withContent };
      const { rows, older } = answer.parse(dataOf(await client.rpc("window_rows", query)));
      if (withContent) return { rows, older };
      return { rows: rows.map((row) => ({ ...row, content: WITHHELD })), older };
    },
  };
}
