import type { Timers } from "@/lib/ports/timers";

export type Deadline = {
  /** Aborts when the time is over, or with the outer signal. */
  signal: AbortSignal;
  /** Resolves to null then, for racing with work that may not notice. */
  over: Promise<null>;
  /** Lets go of the timer; `over` may never resolve after that. */
  cancel: () => void;
};

/** A time after which something is no longer waited for. */
export function createDeadline(timers: Pick<Timers, "after">, ms: number, outer: AbortSignal): Deadline {
  const late = new AbortController();
  const cancel = timers.after(ms, () => late.abort());
  const signal = AbortSignal.any([late.signal, outer]);
  const over = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  return { signal, over, cancel };
}
