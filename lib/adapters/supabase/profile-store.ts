import type { ProfileChanges, ProfileStore } from "@/lib/ports/profile-store";
import type { UserId } from "@/types/ids";
import { dataOf } from "./database-fault";
import { profileColumns, toProfile } from "./profile-row";
import type { UserClient } from "./user-client";

/** A user's own profile, through the user's own client. */
export function createProfileStore(client: UserClient, userId: UserId): ProfileStore {
  return {
    read: async () => {
      const query = client.from("profiles").select(profileColumns).eq("id", userId);
      const row = dataOf(await query.maybeSingle());
      return row === null ? null : toProfile(row);
    },
    update: async (changes) => {
      const updated = client.from("profiles").update(columnsOf(changes)).eq("id", userId);
      const row = dataOf(await updated.select(profileColumns).maybeSingle());
      return row === null ? null : toProfile(row);
    },
  };
}

function columnsOf({ theme, locale, defaultAgentId, defaults }: ProfileChanges) {
  return {
    ...(theme === undefined ? {} : { theme }),
    ...(locale === undefined ? {} : { locale }),
    ...(defaultAgentId === undefined ? {} : { default_agent: defaultAgentId }),
    ...(defaults === undefined ? {} : { defaults }),
  };
}
