import { probeDatabase, probeRealtime } from "@/lib/adapters/supabase/health-probe";
import { serverEnv, type ServerEnv } from "./env";

type Part = "ok" | "down";
/** `degraded`: chatting works, but other tabs do not follow. */
export type Health = { status: "ok" | "degraded" | "down"; app: "ok"; database: Part; realtime: Part };

/** Anybody may ask, so asking often must cost nothing. */
const FRESH_MS = 1_000;

let last: { at: number; health: Promise<Health> } | undefined;

/** How this server and what it stands on are doing. Never throws. */
export function readHealth(): Promise<Health> {
  const at = Date.now();
  if (!last || at - last.at >= FRESH_MS) last = { at, health: probe(serverEnv()) };
  return last.health;
}

async function probe({ supabase: { url, publishableKey } }: ServerEnv): Promise<Health> {
  const [database, realtime] = await Promise.all([
    probeDatabase(url, publishableKey),
    probeRealtime(url, publishableKey),
  ]);
  const status = !database ? "down" : !realtime ? "degraded" : "ok";
  return { status, app: "ok", database: database ? "ok" : "down", realtime: realtime ? "ok" : "down" };
}
