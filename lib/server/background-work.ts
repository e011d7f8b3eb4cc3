import { startTurnSweep } from "./turns/sweep";
import { startMaintenance } from "./maintenance";
import { services } from "./services";

/** What a server process does without being asked: finding dead turns, and seeing off guests who have left. */
export function startBackgroundWork(): void {
  const { env, log } = services();
  log.info({ host: env.host, port: env.port, hosted: env.supabase.hosted }, "server.started");
  startTurnSweep();
  startMaintenance();
}
