import type { Timers } from "@/lib/ports/timers";

export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  elapsed: () => Math.round(performance.now()),
};
