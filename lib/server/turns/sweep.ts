import { turnRuntime } from "./turn-runtime";
import { services } from "../services";

const EVERY_MS = 4_000;

const PLACE = Symbol.for("throughline.sweep");

/** On a Node server: marks turns interrupted whose instance has died, every 4 s for as long as the process lives. */
export function startTurnSweep(): void {
  const shared = globalThis as Record<symbol, boolean | undefined>;
  if (shared[PLACE]) return;
  shared[PLACE] = true;
  scheduleSweep();
}

function scheduleSweep(): void {
  setTimeout(() => {
    void sweepTurns().finally(scheduleSweep);
  }, EVERY_MS).unref();
}

async function sweepTurns(): Promise<void> {
  const { writer, store } = turnRuntime();
  const { log } = services();
  try {
    // Our own first: after an outage or a sleep of the machine they are late, not dead.
    await writer.flush();
    await store.interruptExpired(null);
  } catch (error) {
    // The database is away; the next sweep finds what this one would have.
    log.debug({ err: error }, "sweep.failed");
  }
}
