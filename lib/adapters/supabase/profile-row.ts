import { z } from "zod";
import { agentId, contextDefaults, userId } from "@/types/api";
import type { Profile } from "@/types/chat";

/** What to select for `toProfile`. */
export const profileColumns = "id, email, is_guest, theme, locale, default_agent, defaults";

const profileRow = z.object({
  id: userId,
  email: z.string().nullable(),
  is_guest: z.boolean(),
  theme: z.enum(["system", "light", "dark"]),
  locale: z.string().nullable(),
  default_agent: agentId.nullable(),
  defaults: contextDefaults,
});

export function toProfile(value: unknown): Profile {
  const row = profileRow.parse(value);
  return {
    id: row.id,
    email: row.email,
    isGuest: row.is_guest,
    theme: row.theme,
    locale: row.locale,
    defaultAgentId: row.default_agent,
    defaults: row.defaults,
  };
}
