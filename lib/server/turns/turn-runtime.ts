import { sha256 } from "@/lib/adapters/node/sha256";
import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { ReplyWriter } from "@/lib/services/chat/reply-writer";
import type { TurnDeps } from "@/lib/services/chat/turn-deps";
import { TurnHub } from "@/lib/services/chat/turn-hub";
import { WarmSettings } from "@/lib/services/chat/warm-settings";
import { services, type Services } from "../services";
import { createShutdown, installShutdown } from "./shutdown";

export type TurnRuntime = TurnDeps & {
  /** Interrupts the turns of this instance, their text kept. New ones are refused from then on. */
  shutdown: () => Promise<void>;
};

type Parts = Pick<Services, "env" | "log" | "counter" | "models" | "turnStore" | "upkeep" | "embedder">;

/** Next bundles route handlers apart from each other, so a module's own variable would not be one per process. */
const PLACE = Symbol.for("throughline.turns");

/** What the turns of this process share, made when first asked for; from then on the front can shut it down. */
export function turnRuntime(): TurnRuntime {
  const shared = globalThis as Record<symbol, TurnRuntime | undefined>;
  const present = shared[PLACE];
  if (present) return present;
  const made = createTurnRuntime(services());
  shared[PLACE] = made;
  installShutdown(made.shutdown);
  return made;
}

export function createTurnRuntime({
  env,
  log,
  counter,
  models,
  turnStore,
  upkeep,
  embedder,
}: Parts): TurnRuntime {
  const clock = systemClock;
  const timers = systemTimers;
  const leaseSeconds = env.turnLeaseSeconds;
  const hub = new TurnHub({ counter, timers });
  const writer = new ReplyWriter({ store: turnStore, hub, timers, log, leaseSeconds });
  return {
    store: turnStore,
    hub,
    writer,
    warm: new WarmSettings(),
    upkeep,
    models,
    counter,
    clock,
    timers,
    digest: sha256,
    embedder,
    leaseSeconds,
    maxContextTokens: env.maxContextTokens,
    shutdown: createShutdown(hub, log),
  };
}
