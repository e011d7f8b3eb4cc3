import { z } from "zod";
import type { IdleGuests } from "@/lib/ports/idle-guests";
import type { IndexStore } from "@/lib/ports/index-store";
import { messageId } from "@/types/api";
import { dataOf, databaseError } from "./database-fault";
import { instant, wholeNumber } from "./row-values";
import type { ServiceClient } from "./service-client";

const PAGE = 100;
/** Below every id that is ever made. */
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Across all users, hence with the service role; runs unasked, never for a request. */
export function createIdleGuests(client: ServiceClient): IdleGuests {
  return {
    remove: async (before) => {
      let removed = 0;
      let last = FIRST_ID;
      for (;;) {
        const page = await quietProfiles(client, before, last);
        for (const id of page) {
          if (!(await showsLife(client, id, before))) removed += await removeUser(client, id);
          last = id;
        }
        if (page.length < PAGE) return removed;
      }
    },
  };
}

async function quietProfiles(client: ServiceClient, before: string, after: string): Promise<string[]> {
  const guests = client.from("profiles").select("id").eq("is_guest", true);
  const quiet = guests.lt("updated_at", before).gt("id", after).order("id").limit(PAGE);
  return dataOf(await quiet).map(({ id }) => id);
}

async function showsLife(client: ServiceClient, id: string, before: string): Promise<boolean> {
  const active = client.from("conversations").select("id").eq("owner", id).gte("updated_at", before);
  if (dataOf(await active.limit(1)).length > 0) return true;
  const { data, error } = await client.auth.admin.getUserById(id);
  if (error) throw databaseError({ message: error.message, code: error.code ?? null }, error.status ?? 0);
  const seen = data.user.last_sign_in_at ?? data.user.created_at;
  return Date.parse(seen) >= Date.parse(before);
}

async function removeUser(client: ServiceClient, id: string): Promise<number> {
  const { error } = await client.auth.admin.deleteUser(id);
  if (error) throw databaseError({ message: error.message, code: error.code ?? null }, error.status ?? 0);
  return 1;
}

const unindexed = z.array(
  z
    .object({
      id: messageId,
      content: z.string(),
      created_at: instant,
      role: z.enum(["user", "assistant", "system", "tool"]),
      author: z.string().nullable(),
    })
    .transform(({ created_at, ...row }) => ({ ...row, saidAt: created_at })),
);

/** What the search index lacks, of all users; runs unasked, never for a request. */
export function createIndexStore(client: ServiceClient): IndexStore {
  return {
    unindexed: async (version, limit) => {
      const query = { p_version: version, p_limit: limit };
      return unindexed.parse(dataOf(await client.rpc("unindexed_messages", query)));
    },
    index: async (rows) => {
      const indexed = rows.map(({ id, index }) => ({ id, index: { ...index } }));
      return wholeNumber.parse(dataOf(await client.rpc("index_messages", { p_rows: indexed })));
    },
  };
}
