import { type AppError, toAppError } from "@/lib/domain/errors";
import type { Logger } from "@/lib/ports/logger";
import type { Timers } from "@/lib/ports/timers";
import type { Chunk, TurnStore } from "@/lib/ports/turn-store";
import type { Receipt } from "@/types/receipt";
import type { RunningTurn } from "./running-turn";
import type { TurnHub } from "./turn-hub";

const SHORTEST_MS = 250;
const LONGEST_MS = 2_000;
/** The writer keeps the database busy at most one fifth of the time: it rests four times as long as a call took. */
const REST_RATIO = 4;
/** An unreachable database is waited for this long at least before a reply is given up as unsaved. */
const LEAST_PATIENCE_MS = 60_000;

type Deps = {
  store: Pick<TurnStore, "append">;
  hub: TurnHub;
  timers: Timers;
  log: Logger;
  leaseSeconds: number;
};

/**
 * The one writer of this instance: every 250 ms, under load up to 2 s, a single append stores the new text of all
 * running turns under their fences, renews their leases and learns of stops. It rests while nothing runs.
 */
export class ReplyWriter {
  readonly #deps: Deps;
  readonly #longestMs: number;
  readonly #patienceMs: number;
  /** When each turn was last known to be ours. */
  readonly #confirmedAt = new WeakMap<RunningTurn, number>();
  #restMs = SHORTEST_MS;
  #flushing: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #scheduled = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    // Several tries must fit into a lease, however short it is set.
    this.#longestMs = Math.min(LONGEST_MS, (deps.leaseSeconds * 1_000) / 4);
    this.#patienceMs = Math.max(LEAST_PATIENCE_MS, deps.leaseSeconds * 4_000);
  }

  /** Begins to look after a turn that the hub holds. */
  watch(turn: RunningTurn): void {
    this.#confirmedAt.set(turn, this.#deps.timers.elapsed());
    this.#schedule();
  }

  /** Stores now what all running turns have at this moment. Never throws. */
  flush(): Promise<void> {
    if (this.#flushing === null) return this.#start();
    this.#next ??= this.#flushing.then(() => {
      this.#next = null;
      return this.#start();
    });
    return this.#next;
  }

  /** Resolves when all text of the turn is stored, or when it can't be any more (see its `custody`). */
  async settle(turn: RunningTurn): Promise<void> {
    for (;;) {
      await this.flush();
      if (turn.unstored.settled || turn.custody !== "ours") return;
      await this.pause();
    }
  }

  /** Waits as long as the writer would before it tries again. */
  pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.timers.after(this.#restMs, resolve);
    });
  }

  /** True when the database has not been reached about this turn for too long. */
  outOfPatience(turn: RunningTurn): boolean {
    const since = this.#confirmedAt.get(turn) ?? 0;
    return this.#deps.timers.elapsed() - since > this.#patienceMs;
  }

  #schedule(): void {
    if (this.#scheduled || this.#deps.hub.size === 0) return;
    this.#scheduled = true;
    this.#deps.timers.after(this.#restMs, () => {
      this.#scheduled = false;
      void this.flush().then(() => this.#schedule());
    });
  }

  #start(): Promise<void> {
    this.#flushing = this.#append(this.#watched()).finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  #watched(): RunningTurn[] {
    const turns: RunningTurn[] = [];
    for (const turn of this.#deps.hub.running()) {
      if (!turn.finishing && turn.custody === "ours") turns.push(turn);
    }
    return turns;
  }

  async #append(turns: readonly RunningTurn[]): Promise<void> {
    if (turns.length === 0) return;
    const started = this.#deps.timers.elapsed();
    const sent = turns.map((turn) => ({
      turn,
      pieces: turn.unstored.collect(),
      receipt: turn.unstoredReceipt,
    }));
    try {
      const alive = await this.#deps.store.append(this.#deps.leaseSeconds, sent.flatMap(chunksOf));
      this.#rest((this.#deps.timers.elapsed() - started) * REST_RATIO);
      for (const each of sent) this.#confirm(each, alive);
    } catch (thrown) {
      await this.#survive(turns, toAppError(thrown));
    }
  }

  #confirm({ turn, pieces, receipt }: Sent, alive: Awaited<ReturnType<TurnStore["append"]>>): void {
    const state = alive.get(turn.identity.turnId);
    if (state === undefined) {
      turn.release("lost");
      return;
    }
    this.#confirmedAt.set(turn, this.#deps.timers.elapsed());
    const last = pieces.at(-1);
    if (last !== undefined) turn.unstored.confirm(last.n);
    if (receipt !== null) turn.receiptStored();
    if (state.stopRequested) turn.cease("stopped");
  }

  /** An outage: the text stays with us and is tried again. Any other refusal is one turn's fault: find which. */
  async #survive(turns: readonly RunningTurn[], error: AppError): Promise<void> {
    this.#rest(this.#restMs * 2);
    this.#deps.log.warn({ code: error.code, turns: turns.length, err: error }, "turn.append_failed");
    if (error.code !== "database_unavailable") {
      const [only] = turns;
      if (turns.length > 1) for (const turn of turns) await this.#append([turn]);
      else only?.release("unsaved");
      return;
    }
    for (const turn of turns) if (this.outOfPatience(turn)) turn.release("unsaved");
  }

  #rest(ms: number): void {
    this.#restMs = Math.min(this.#longestMs, Math.max(SHORTEST_MS, ms));
  }
}

/** What one append says of one turn. */
type Sent = {
  turn: RunningTurn;
  pieces: readonly NonNullable<Chunk["piece"]>[];
  receipt: Receipt | null;
};

function chunksOf({ turn, pieces, receipt }: Sent): Chunk[] {
  const { turnId, fence } = turn.identity;
  const chunks: Chunk[] = pieces.map((piece) => ({ turnId, fence, piece }));
  const [first = { turnId, fence }, ...others] = chunks;
  return [receipt === null ? first : { ...first, receipt }, ...others];
}
