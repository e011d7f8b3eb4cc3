/** Counts tries in a sliding window; forgets keys that have been quiet for a window. */
export class RateLimit {
  readonly #tries = new Map<string, number[]>();
  readonly #most: number;
  readonly #windowMs: number;
  readonly #now: () => number;

  constructor(most: number, windowMs: number, now: () => number = Date.now) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Counts a try. Returns 0 when it may go ahead, else the milliseconds until one may. */
  take(key: string): number {
    const now = this.#now();
    const recent = (this.#tries.get(key) ?? []).filter((at) => at > now - this.#windowMs);
    const oldest = recent[0];
    if (recent.length >= this.#most && oldest !== undefined) return oldest + this.#windowMs - now;
    recent.push(now);
    this.#tries.delete(key);
    this.#tries.set(key, recent);
    this.#forget(now);
    return 0;
  }

  clear(key: string): void {
    this.#tries.delete(key);
  }

  /** The map is in the order of the last try, so that the quiet ones come first. */
  #forget(now: number): void {
    for (const [key, tries] of this.#tries) {
      const last = tries.at(-1);
      if (last !== undefined && last > now - this.#windowMs) return;
      this.#tries.delete(key);
    }
  }
}
