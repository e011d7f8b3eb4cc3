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

  constructor({ counter, timers }: { counter: TokenCounter; timers: Timers }) {
    this.#counter = counter;
    this.#pace = new WakePace(timers, BEAT_MS);
  }

  open(identity: TurnIdentity, accepted: RunningTurn["accepted"]): RunningTurn {
    const turn = new RunningTurn(identity, accepted, this.#counter, this.#pace.touch);
    this.#turns.set(identity.turnId, turn);
    return turn;
  }

  get(turnId: TurnId): RunningTurn | undefined {
    return this.#turns.get(turnId);
  }

  /** Readers that are still following keep the turn alive for themselves. */
  close(turnId: TurnId): void {
    this.#turns.delete(turnId);
  }

  running(): IterableIterator<RunningTurn> {
    return this.#turns.values();
  }

  get size(): number {
    return this.#turns.size;
  }
}
