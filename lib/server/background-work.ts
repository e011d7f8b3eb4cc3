import { installShutdown } from "./turns/shutdown";
import { startTurnSweep } from "./turns/sweep";
import { startMaintenance } from "./maintenance";
import { startMemoryUpkeep } from "./memory-upkeep";
import { services, type Services } from "./services";

/** What a server process does without being asked: finding dead turns, making vectors, seeing off guests who have left. */
export function startBackgroundWork(): void {
  const { env, log, embeddings, ...shared } = services();
  log.info({ host: env.host, port: env.port, hosted: env.supabase.hosted }, "server.started");
  startTurnSweep();
  startMaintenance();
  startMemoryUpkeep();
  embeddings.backFill.start();
  installShutdown(() => embeddings.close());
  void warmUp(shared).catch((error: unknown) => log.debug({ err: error }, "server.not_warm"));
}

/** The provider's list of models and the default model's rank table, so that the first turn need not wait for them. */
async function warmUp({ models, counter }: Pick<Services, "models" | "counter">): Promise<void> {
  const { info } = await models.resolve({ provider: null, model: null }, null);
  await counter.countText(info.family, "");
}
