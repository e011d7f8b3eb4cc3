import { AppError } from "@/lib/domain/errors";
import type { Timers } from "@/lib/ports/timers";

/** As long as a replay may hold others up. */
const SLICE_MS = 12;

/** Lets others have their turn once a slice of time is used up. Throws `invalid_input` when nobody waits any more. */
export function breather(timers: Timers, signal: AbortSignal): () => Promise<void> {
  let since = timers.elapsed();
  return async () => {
    if (timers.elapsed() - since >= SLICE_MS) {
      await new Promise<void>((resolve) => timers.after(0, resolve));
      since = timers.elapsed();
    }
    if (signal.aborted) throw new AppError("invalid_input", "The replay was called off.");
  };
}
