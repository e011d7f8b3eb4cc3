import { systemClock } from "@/lib/adapters/node/system-clock";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { tendMemories } from "@/lib/services/memory/tend-memories";
import { newMemoryId } from "./new-id";
import { services } from "./services";

const EVERY_MS = 300_000;
const FIRST_AFTER_MS = 45_000;

/** Every five minutes, for as long as the process lives: memories of conversations that have come to rest. */
export function startMemoryUpkeep(): void {
  const again = (afterMs: number) => {
    setTimeout(() => void tendSafely().finally(() => again(EVERY_MS)), afterMs).unref();
  };
  again(FIRST_AFTER_MS);
}

/** Never throws: what fails now is done the next time. */
async function tendSafely(): Promise<void> {
  const { memoryStore: memories, callLedger: ledger, counter, log } = services();
  const parts = { memories, ledger, counter, clock: systemClock, timers: systemTimers, newMemoryId };
  try {
    await tendMemories(parts, log);
  } catch (error) {
    log.warn({ err: error }, "memories.failed");
  }
}
