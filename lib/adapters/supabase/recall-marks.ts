import { z } from "zod";
import type { RecallMarks } from "@/lib/ports/recall-marks";
import { dataOf } from "./database-fault";
import type { UserClient } from "./user-client";

const mark = z.enum(["drop", "pin"]).nullable();

/** One user's wishes, through the user's own client. */
export function createRecallMarks(client: UserClient): RecallMarks {
  return {
    mark: async ({ conversationId, kind, id, mark: wish }) => {
      const marked = { p_conversation: conversationId, p_kind: kind, p_id: id, p_mark: wish };
      return mark.parse(dataOf(await client.rpc("mark_recalled", marked)));
    },
  };
}
