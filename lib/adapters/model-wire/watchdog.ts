import type { ModelFault } from "./model-fault";

/** How long a reply may take, in milliseconds. The first token's time includes every retry before it. */
export type Deadlines = { firstTokenMs: number; idleMs: number; totalMs: number };

/** Ends a call that has gone quiet. Its signal aborts on a deadline and when the caller aborts. */
export type Watchdog = {
  readonly signal: AbortSignal;
  /** The deadline that passed, if one did. */
  readonly stalled: Extract<ModelFault, { kind: "stalled" }> | null;
  /** A token has come. */
  fed(): void;
  /** Ends the timers and closes what is still open. */
  stop(): void;
};

export function startWatchdog(deadlines: Deadlines, caller: AbortSignal): Watchdog {
  const controller = new AbortController();
  let stalled: Watchdog["stalled"] = null;
  let begun = false;

  function expire(phase: "first-token" | "idle" | "total", afterMs: number): void {
    stalled ??= { kind: "stalled", phase, afterMs };
    controller.abort();
  }
  const total = setTimeout(() => expire("total", deadlines.totalMs), deadlines.totalMs);
  let quiet = setTimeout(() => expire("first-token", deadlines.firstTokenMs), deadlines.firstTokenMs);
  const forward = () => controller.abort();
  if (caller.aborted) forward();
  else caller.addEventListener("abort", forward, { once: true });

  return {
    signal: controller.signal,
    get stalled() {
      return stalled;
    },
    fed() {
      if (begun) {
        quiet.refresh();
        return;
      }
      begun = true;
      clearTimeout(quiet);
      quiet = setTimeout(() => expire("idle", deadlines.idleMs), deadlines.idleMs);
    },
    stop() {
      clearTimeout(total);
      clearTimeout(quiet);
      caller.removeEventListener("abort", forward);
      controller.abort();
    },
  };
}
