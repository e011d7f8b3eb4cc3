import type { SupabaseClient } from "@supabase/supabase-js";
import type { RuntimeConfig } from "@/types/runtime-config";

let loading: Promise<SupabaseClient> | null = null;

/**
 * The browser's Supabase client, made once. It is loaded on first use, so that its weight is not part of the first
 * scripts: reading and chatting go through our own API.
 */
export function loadSupabase(config: RuntimeConfig): Promise<SupabaseClient> {
  loading ??= createSupabase(config).catch((thrown: unknown) => {
    loading = null;
    throw thrown;
  });
  return loading;
}

async function createSupabase(config: RuntimeConfig): Promise<SupabaseClient> {
  const ssr = await import("@supabase/ssr");
  // supabase-js needs an absolute address; the embedded one lies on our own origin.
  const url = new URL(config.supabaseUrl, window.location.origin).href;
  return ssr.createBrowserClient(url, config.supabaseKey, {
    // One name for cookie and storage: the default comes from the host without its port, and installations would mix.
    cookieOptions: { name: config.cookieName },
    isSingleton: false,
  });
}
