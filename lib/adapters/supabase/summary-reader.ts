import { z } from "zod";
import type { SummaryReader } from "@/lib/ports/summary-store";
import { dataOf } from "./database-fault";
import { wholeNumber } from "./row-values";
import { summaryColumns, toSummary } from "./summary-row";
import type { UserClient } from "./user-client";

const VERSIONS = 100;

const answer = z
  .object({
    summary_version: wholeNumber.nullable(),
    summaries: z.array(z.unknown().transform(toSummary)),
  })
  .transform(({ summary_version: active, summaries }) => ({ active, summaries }));

/** One user's summaries, through the user's own client. */
export function createSummaryReader(client: UserClient): SummaryReader {
  return {
    list: async (conversationId) => {
      const columns = `summary_version, summaries!summaries_conversation_fkey(${summaryColumns})` as const;
      const query = client.from("conversations").select(columns).eq("id", conversationId);
      const newest = query
        .order("version", { referencedTable: "summaries", ascending: false })
        .limit(VERSIONS, { referencedTable: "summaries" });
      const row = dataOf(await newest.maybeSingle());
      return row === null ? null : answer.parse(row);
    },
  };
}
