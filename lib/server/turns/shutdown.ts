import type { Logger } from "@/lib/ports/logger";
import type { TurnHub } from "@/lib/services/chat/turn-hub";

/** The front awaits what stands here before it closes. */
const HOOK = Symbol.for("throughline.shutdown");

/** A process that is asked to end is killed soon after: what is not stored by then the sweep interrupts. */
const DEADLINE_MS = 5_000;

export function createShutdown(hub: TurnHub, log: Logger): () => Promise<void> {
  return async () => {
    const turns = hub.size;
    if (turns === 0) return hub.drain();
    const began = Date.now();
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, DEADLINE_MS).unref());
    await Promise.race([hub.drain(), deadline]);
    log.info({ turns, left: hub.size, ms: Date.now() - began }, "turns.interrupted_for_shutdown");
  };
}

type Hook = () => Promise<void>;

/** The front calls what is installed, all of it at once. */
export function installShutdown(shutdown: Hook): void {
  const shared = globalThis as Record<symbol, Hook | undefined>;
  const others = shared[HOOK];
  shared[HOOK] = async () => {
    await Promise.all([others?.(), shutdown()]);
  };
}
