import { AppError } from "@/lib/domain/errors";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Timers } from "@/lib/ports/timers";
import type { TurnId } from "@/types/ids";
import { RunningTurn, type TurnIdentity } from "./running-turn";
import { WakePace } from "./wake-pace";

/** Readers hear of new text at most this often after the first piece: smooth to the eye, cheap to send. */
const BEAT_MS = 30;

/** The turns that this instance is generating, and nothing else: an ended one is the database's. */
export class TurnHub {
  readonly #turns = new Map<TurnId, RunningTurn>();
  readonly #counter: TokenCounter;
  readonly #pace: WakePace;
  readonly #emptied: (() => void)[] = [];
  #draining = false;

  constructor({ counter, timers }: { counter: TokenCounter; timers: Timers }) {
    this.#counter = counter;
    this.#pace = new WakePace(timers, BEAT_MS);
  }

  open(identity: TurnIdentity, accepted: RunningTurn["accepted"]): RunningTurn {
    const turn = new RunningTurn(identity, accepted, this.#counter, this.#pace.touch);
    this.#turns.set(identity.turnId, turn);
    // It was begun while the others were told.
    if (this.#draining) turn.cease("interrupted");
    return turn;
  }

  /** Interrupts everything that runs, refuses what is new, and waits until all of it is stored. */
  async drain(): Promise<void> {
    this.#draining = true;
    for (const turn of this.#turns.values()) turn.cease("interrupted");
    if (this.#turns.size === 0) return;
    await new Promise<void>((resolve) => this.#emptied.push(resolve));
  }

  /** Throws `provider_unavailable` once this instance is on its way out, before anything is stored. */
  requireOpen(): void {
    if (!this.#draining) return;
    throw new AppError(
      "provider_unavailable",
      "This server is restarting. Your message was not sent: try again in a moment.",
      { retryAfterMs: 2_000 },
    );
  }

  get(turnId: TurnId): RunningTurn | undefined {
    return this.#turns.get(turnId);
  }

  /** Readers that are still following keep the turn alive for themselves. */
  close(turnId: TurnId): void {
    this.#turns.delete(turnId);
    if (this.#turns.size > 0) return;
    for (const resolve of this.#emptied.splice(0)) resolve();
  }

  running(): IterableIterator<RunningTurn> {
    return this.#turns.values();
  }

  get size(): number {
    return this.#turns.size;
  }
}
