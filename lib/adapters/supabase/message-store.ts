import { z } from "zod";
import type { MessageStore } from "@/lib/ports/message-store";
import type { Message } from "@/types/chat";
import { dataOf } from "./database-fault";
import { messageColumns, toMessage } from "./message-row";
import type { UserClient } from "./user-client";

const rows = z.array(z.unknown());

/** PostgREST answers with 1,000 rows at most. */
const CHUNK_PAGE = 1_000;
/** Ids travel in the address, which proxies cut at 8 KB. */
const IDS_AT_ONCE = 100;

/** One user's messages, through the user's own client. */
export function createMessageStore(client: UserClient): MessageStore {
  return {
    page: async (conversationId, { limit, before = null, after = null }) => {
      const wish = { p_conversation: conversationId, p_limit: limit, p_before: before, p_after: after };
      return rows.parse(dataOf(await client.rpc("message_page", wish))).map(toMessage);
    },
    find: async (id) => {
      const row = dataOf(await client.from("messages").select(messageColumns).eq("id", id).maybeSingle());
      return row === null ? null : toMessage(row);
    },
    some: async (conversationId, ids) => {
      const found: Message[] = [];
      for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
        const some = ids.slice(start, start + IDS_AT_ONCE);
        const query = client.from("messages").select(messageColumns).eq("conversation", conversationId);
        found.push(...dataOf(await query.in("id", some).is("superseded_by", null)).map(toMessage));
      }
      return found.sort((one, other) => one.seq - other.seq);
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
