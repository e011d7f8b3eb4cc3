import type { Clock } from "@/lib/ports/clock";
import type { Timers } from "@/lib/ports/timers";

type Pending = { at: number; run: () => void };

/** A clock and timers that move only when a test says so. */
export class ManualTime implements Clock, Timers {
  #now = Date.UTC(2026, 0, 5, 9, 30);
  #pending: Pending[] = [];

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const pending = { at: this.#now + ms, run };
    this.#pending.push(pending);
    return () => {
      this.#pending = this.#pending.filter((other) => other !== pending);
    };
  }

  /** Lets everything that waits for promises only go on. */
  async settle(): Promise<void> {
    // Long chains of awaits need many turns of the microtask queue; a macrotask comes after all of them.
    for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    for (;;) {
      const next = this.#pending.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#pending = this.#pending.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.settle();
    }
    this.#now = end;
  }

  get waiting(): number {
    return this.#pending.length;
  }
}
