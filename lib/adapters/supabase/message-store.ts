import type { MessageStore } from "@/lib/ports/message-store";
import { dataOf } from "./database-fault";
import { messageColumns, toMessage } from "./message-row";
import type { UserClient } from "./user-client";

/** PostgREST answers with 1,000 rows at most. */
const CHUNK_PAGE = 1_000;

/** One user's messages, through the user's own client. */
export function createMessageStore(client: UserClient): MessageStore {
  return {
    page: async (conversationId, { limit, before, after }) => {
      let query = client
        .from("messages")
        .select(messageColumns)
        .eq("conversation", conversationId)
        .is("superseded_by", null);
      if (before !== undefined) query = query.lt("seq", before);
      if (after !== undefined) query = query.gt("seq", after);
      const forward = after !== undefined;
      const rows = dataOf(await query.order("seq", { ascending: forward }).limit(limit)).map(toMessage);
      return forward ? rows : rows.reverse();
    },
    find: async (id) => {
      const row = dataOf(await client.from("messages").select(messageColumns).eq("id", id).maybeSingle());
      return row === null ? null : toMessage(row);
    },
    textSoFar: async (turnId) => {
      let text = "";
      let last = -1;
      for (;;) {
        const query = client.from("turn_chunks").select("n, kind, text").eq("turn", turnId).gt("n", last);
        const chunks = dataOf(await query.order("n").limit(CHUNK_PAGE));
        for (const chunk of chunks) {
          if (chunk.kind === "delta") text += chunk.text;
          last = chunk.n;
        }
        if (chunks.length < CHUNK_PAGE) return text;
      }
    },
  };
}
