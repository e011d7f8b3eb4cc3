import { toAppError } from "@/lib/domain/errors";
import type { Embedder } from "@/lib/ports/embedder";
import type { Logger } from "@/lib/ports/logger";
import type { Timers } from "@/lib/ports/timers";
import type { EmbeddingWork, VectorStore } from "@/lib/ports/vector-store";
import { earlierModel } from "./earlier-model";
import { embedWork } from "./embed-work";
import type { EmbedderSource, FoundEmbedder } from "./embedder-source";

/** How far a server has come with its embedder. */
export type BackFillStatus =
  | { kind: "off" }
  | { kind: "starting" }
  | { kind: "no_vectors"; wanted: FoundEmbedder }
  | { kind: "failing"; wanted: FoundEmbedder | null; problem: string }
  | { kind: "working" | "ready"; wanted: FoundEmbedder };

export type BackFillDeps = {
  store: Pick<VectorStore, "unembedded" | "store" | "tend">;
  source: EmbedderSource;
  timers: Timers;
  log: Logger;
  /** Tells this server from others. */
  holder: string;
};

/** A batch takes a second or two of one core; whoever dies with the lease is followed soon after. */
const MESSAGES_AT_ONCE = 24;
const LEASE_SECONDS = 60;

/** Between batches as long as one took, so that half of the time is everybody else's. */
const LEAST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 3_000;
/** New settings are found after so long at the latest; asking costs next to nothing. */
const LOOK_AGAIN_MS = 5_000;
/** What came in without a turn of this server's is found after so long. */
const IDLE_MS = 15_000;
const AFTER_TURN_MS = 300;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;
/** A step of upkeep takes PGlite a fifth of a second, in which nobody else is served. */
const TENDING_PAUSE_MS = 1_000;
const TEND_EVERY_MS = 60 * 60_000;

/**
 * Makes vectors of what lacks them, in the background and for as long as the process lives, and knows which embedder's
 * vectors can be searched. Everything follows from what is stored: it may be killed at any moment.
 */
export class BackFill {
  private readonly deps: BackFillDeps;
  private readonly abort = new AbortController();
  private current: BackFillStatus = { kind: "starting" };
  private servingNow: Embedder | null = null;
  private cancel: (() => void) | null = null;
  private running: Promise<void> | null = null;
  private nudged = false;
  private failures = 0;
  private tendAt = 0;

  constructor(deps: BackFillDeps) {
    this.deps = deps;
  }

  /** The embedder whose vectors are searched; null: none. */
  serving(): Embedder | null {
    return this.servingNow;
  }

  status(): BackFillStatus {
    return this.current;
  }

  start(): void {
    this.wakeAfter(0);
  }

  /** Something new was said, or remembered. */
  nudge(): void {
    this.nudged = true;
    if (this.running === null && this.cancel !== null && this.failures === 0) this.wakeAfter(AFTER_TURN_MS);
  }

  /** Stops for good; resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.cancel?.();
    this.cancel = null;
    await this.running;
  }

  private wakeAfter(ms: number): void {
    if (this.abort.signal.aborted) return;
    this.cancel?.();
    this.cancel = this.deps.timers.after(ms, () => {
      this.cancel = null;
      this.running = this.step().finally(() => {
        this.running = null;
      });
    });
  }

  private async step(): Promise<void> {
    this.nudged = false;
    let waitMs: number;
    try {
      waitMs = await this.once();
      this.failures = 0;
    } catch (thrown) {
      if (this.abort.signal.aborted) return;
      waitMs = this.failed(thrown);
    }
    this.wakeAfter(this.wasNudged() && this.failures === 0 ? Math.min(waitMs, AFTER_TURN_MS) : waitMs);
  }

  /** While a step ran. */
  private wasNudged(): boolean {
    return this.nudged;
  }

  /** One batch; answers how long to wait for the next. */
  private async once(): Promise<number> {
    const { source } = this.deps;
    const wanted = await source.wanted(this.abort.signal);
    if (wanted.kind === "none") return this.settle({ kind: "off" }, null);
    if (wanted.kind === "broken") {
      this.settle({ kind: "failing", wanted: null, problem: wanted.problem }, null);
      return this.retryMs();
    }
    const work = await this.ask(wanted.embedder);
    if (work.kind === "unavailable") return this.settle({ kind: "no_vectors", wanted }, null);
    const earlier = await this.earlierFor(wanted, work.models);
    // What serves must know the newest messages, too.
    if (earlier !== null) await this.fill(earlier, await this.ask(earlier));
    const began = this.deps.timers.elapsed();
    const more = await this.fill(wanted.embedder, work);
    const idle = this.settle({ kind: more ? "working" : "ready", wanted }, earlier ?? wanted.embedder);
    if (!more) return (await this.tend(wanted.embedder)) ? TENDING_PAUSE_MS : idle;
    const took = this.deps.timers.elapsed() - began;
    return Math.min(LONGEST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, took));
  }

  private ask({ model, dimensions }: Embedder): Promise<EmbeddingWork> {
    const { store, holder } = this.deps;
    return store.unembedded({
      holder,
      leaseSeconds: LEASE_SECONDS,
      model,
      dimensions,
      messages: MESSAGES_AT_ONCE,
    });
  }

  private async earlierFor(
    wanted: FoundEmbedder,
    models: Parameters<typeof earlierModel>[1],
  ): Promise<Embedder | null> {
    const model = earlierModel(wanted.embedder.model, models);
    if (model === null) return null;
    return this.deps.source.earlier(model, this.abort.signal);
  }

  /** True when there was something to do. */
  private async fill(embedder: Embedder, work: EmbeddingWork): Promise<boolean> {
    if (work.kind !== "mine" || work.messages.length + work.memories.length === 0) return false;
    const vectors = await embedWork(embedder, work, this.abort.signal);
    await this.deps.store.store(embedder.model, vectors);
    return true;
  }

  private async tend({ model }: Embedder): Promise<boolean> {
    const now = this.deps.timers.elapsed();
    if (now < this.tendAt) return false;
    if (await this.deps.store.tend(model)) return true;
    this.tendAt = now + TEND_EVERY_MS;
    return false;
  }

  private settle(status: BackFillStatus, serving: Embedder | null): number {
    // Each turn makes work for a moment; that is no news.
    if (workless(status) !== workless(this.current))
      this.deps.log.info({ state: status.kind }, "embeddings.state");
    this.current = status;
    this.servingNow = serving;
    return status.kind === "off" ? LOOK_AGAIN_MS : IDLE_MS;
  }

  private failed(thrown: unknown): number {
    const error = toAppError(thrown);
    const wanted = "wanted" in this.current ? this.current.wanted : null;
    if (this.failures === 0) this.deps.log.warn({ err: error }, "embeddings.failed");
    // A database that is away says nothing about the embedder.
    if (error.code !== "database_unavailable") {
      this.current = { kind: "failing", wanted, problem: error.message };
    }
    return this.retryMs();
  }

  private retryMs(): number {
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    return wait;
  }
}

function workless({ kind }: BackFillStatus): BackFillStatus["kind"] {
  return kind === "working" ? "ready" : kind;
}
