import { z } from "zod";
import type { AccountReader } from "@/lib/ports/account-reader";
import { toCost } from "./cost";
import { dataOf } from "./database-fault";
import { decimal, wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";

const answer = z.object({
  spent: z.array(
    z
      .object({
        kind: z.enum(["chat", "summary", "title", "extraction", "lab"]),
        calls: wholeNumber,
        tokens: wholeNumber,
        cost: decimal.nullable(),
        as_of: z.string().nullable(),
      })
      .transform(({ as_of: asOf, cost, ...spent }) => ({
        ...spent,
        cost: cost === null || asOf === null ? null : toCost(cost, asOf),
      })),
  ),
  saved: wholeNumber,
  versions: wholeNumber,
});

/** One user's accounts, through the user's own client. */
export function createAccountReader(client: UserClient): AccountReader {
  return {
    account: async (conversationId) => {
      const found = dataOf(await client.rpc("conversation_account", { p_conversation: conversationId }));
      return found === null ? null : answer.parse(found);
    },
  };
}
