import { z } from "zod";
import type { ContextWindow } from "@/lib/ports/context-window";
import { dataOf } from "./database-fault";
import type { UserClient } from "./user-client";
import { surroundings, windowRow } from "./window-row";

const answer = z.object({ rows: z.array(windowRow), pinned: z.array(windowRow), ...surroundings });

/** Not empty, because a context passes over rows that say nothing. */
const WITHHELD = "…";

/** One user's windows, through the user's own client. */
export function createContextWindow(client: UserClient): ContextWindow {
  return {
    read: async (conversationId, { budget, floor, before, withContent }) => {
      const query = {
        p_conversation: conversationId,
        p_budget: budget,
        p_content: withContent,
        p_before: before,
        p_floor: floor,
      };
      const { pinned: pinnedRows, ...window } = answer.parse(dataOf(await client.rpc("window_rows", query)));
      if (withContent) return { ...window, pinnedRows };
      const rows = window.rows.map((row) => ({ ...row, content: row.muted ? "" : WITHHELD }));
      return { ...window, rows, pinnedRows };
    },
  };
}
