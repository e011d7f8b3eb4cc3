import type { RuntimeConfig } from "@/types/runtime-config";
import { serverEnv } from "./env";

/** What the browser needs to know of this installation. Nothing secret; read at run time, never at build time. */
export function runtimeConfig(): RuntimeConfig {
  const { supabase, cookieName, guests } = serverEnv();
  return {
    supabaseUrl: supabase.publicUrl,
    supabaseKey: supabase.publishableKey,
    cookieName,
    guests,
    hosted: supabase.hosted,
  };
}
