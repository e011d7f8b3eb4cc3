import type { SampleFinder } from "@/lib/ports/sample-finder";
import { conversationColumns, toConversation } from "./conversation-row";
import { dataOf } from "./database-fault";
import type { UserClient } from "./user-client";

/** Finds the sample conversation by its metadata, through the user's own client. */
export function createSampleFinder(client: UserClient): SampleFinder {
  return {
    find: async () => {
      const query = client
        .from("conversations")
        .select(conversationColumns)
        .contains("metadata", { sample: true });
      const [row] = dataOf(await query.order("updated_at", { ascending: false }).limit(1));
      return row === undefined ? null : toConversation(row);
    },
  };
}
