import { createClient } from "@supabase/supabase-js";
import type { Database } from "@/types/database";
import { serverSocket } from "./server-socket";
import { supabaseFetch } from "./supabase-fetch";

export type UserClient = ReturnType<typeof createUserClient>;

/** A client that acts as one user: every row it reads or writes passes that user's policies. */
export function createUserClient(url: string, publishableKey: string, accessToken: string) {
  return createClient<Database>(url, publishableKey, {
    accessToken: () => Promise.resolve(accessToken),
    global: { fetch: supabaseFetch },
    realtime: { transport: serverSocket },
  });
}
