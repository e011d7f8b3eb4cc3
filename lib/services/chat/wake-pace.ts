import type { Timers } from "@/lib/ports/timers";

type Wakes = { wake(): void };

/**
 * Decides when readers hear of new text: at once when it has been quiet, otherwise at the next beat, with all that
 * has come by then. One timer for all turns; a write to a socket costs far more than the token it carries.
 */
export class WakePace {
  readonly #timers: Timers;
  readonly #beatMs: number;
  /** Turns that were woken a moment ago, and whether more has come for them since. */
  readonly #recent = new Map<Wakes, boolean>();
  #beating = false;

  constructor(timers: Timers, beatMs: number) {
    this.#timers = timers;
    this.#beatMs = beatMs;
  }

  readonly touch = (turn: Wakes): void => {
    if (this.#recent.has(turn)) {
      this.#recent.set(turn, true);
      return;
    }
    this.#recent.set(turn, false);
    turn.wake();
    if (!this.#beating) this.#startBeat();
  };

  #startBeat(): void {
    this.#beating = true;
    this.#timers.after(this.#beatMs, () => {
      this.#beating = false;
      for (const [turn, more] of this.#recent) {
        if (more) {
          this.#recent.set(turn, false);
          turn.wake();
        } else this.#recent.delete(turn);
      }
      if (this.#recent.size > 0) this.#startBeat();
    });
  }
}
