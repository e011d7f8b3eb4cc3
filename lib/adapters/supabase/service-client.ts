import { createClient } from "@supabase/supabase-js";
import type { Database } from "@/types/database";
import { serverSocket } from "./server-socket";
import { supabaseFetch } from "./supabase-fetch";

export type ServiceClient = ReturnType<typeof createServiceClient>;

/** The client that row level security does not bind. Its importers are listed in dependency-cruiser.cjs. */
export function createServiceClient(url: string, secretKey: string) {
  return createClient<Database>(url, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: supabaseFetch },
    realtime: { transport: serverSocket },
  });
}
