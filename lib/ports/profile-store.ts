import type { Profile } from "@/types/chat";
import type { Changes } from "./changes";

export type ProfileChanges = Changes<Pick<Profile, "theme" | "locale" | "defaultAgentId" | "defaults">>;

/** The caller's own profile; null once the account is closed. Throws `not_found` for an agent that is not theirs. */
export type ProfileStore = {
  read(): Promise<Profile | null>;
  update(changes: ProfileChanges): Promise<Profile | null>;
};
