type Limits = { tokens: number; ms: number };

export type Admission =
  | { kind: "admitted"; headers: Record<string, string>; settle: (used: number) => void }
  | { kind: "used_up" | "too_large"; headers: Record<string, string>; used: number; waitMs: number };

/** "38.57s", "1m2s" and "340ms", as Groq and OpenAI write them. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Number(((ms % 60_000) / 1_000).toFixed(2));
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
}

/** A plan of so many tokens a window. A call takes what it may use at most, and gives back what it did not. */
export class TokenPlan {
  readonly #limits: Limits;
  readonly #now: () => number;
  #endsAt = 0;
  #used = 0;

  /** `now` in milliseconds. */
  constructor(limits: Limits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  admit(wanted: number): Admission {
    const now = this.#now();
    if (now >= this.#endsAt) {
      this.#used = 0;
      this.#endsAt = now + this.#limits.ms;
    }
    const waitMs = this.#endsAt - now;
    const refusal = { used: this.#used, waitMs };
    if (wanted > this.#limits.tokens)
      return { kind: "too_large", headers: this.#headers(waitMs), ...refusal };
    if (this.#used + wanted > this.#limits.tokens) {
      return { kind: "used_up", headers: this.#headers(waitMs), ...refusal };
    }
    this.#used += wanted;
    const window = this.#endsAt;
    const settle = (used: number) => {
      if (window === this.#endsAt) this.#used -= wanted - used;
    };
    return { kind: "admitted", headers: this.#headers(waitMs), settle };
  }

  #headers(waitMs: number): Record<string, string> {
    return {
      "x-ratelimit-limit-tokens": String(this.#limits.tokens),
      "x-ratelimit-remaining-tokens": String(this.#limits.tokens - this.#used),
      "x-ratelimit-reset-tokens": durationText(waitMs),
    };
  }
}
