import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { AppError } from "@/lib/domain/errors";
import type { Embedder } from "@/lib/ports/embedder";
import type { EmbedAnswer, EmbedRequest, EmbedWorkerData } from "./embed-worker";
import { createJob, left, type Job } from "./embed-job";
import { spawnEmbedWorker } from "./spawn-embed-worker";

export type WorkerModel = Omit<EmbedWorkerData, "threads" | "download"> & {
  /** The name that is stored with its vectors. */
  model: string;
  dimensions: number;
};

export type WorkerEmbedderOptions = {
  spawn?: (data: EmbedWorkerData) => Worker;
  /** Milliseconds since some fixed moment. */
  elapsed?: () => number;
  /** The first wait after a worker died, doubled with every further one. */
  backOffMs?: number;
  /** A worker that is silent for so long with work in hand is replaced; so is one that does not get ready. */
  silentMs?: number;
};

export type WorkerState =
  { kind: "resting" } | { kind: "loading" } | { kind: "ready" } | { kind: "waiting"; problem: string };

/** A local model. `close` ends its thread; a later text starts it again. */
export type WorkerEmbedder = Embedder & { state(): WorkerState; warm(): void; close(): Promise<void> };

/** So few that a text somebody waits for is never behind a long piece of work; four short ones cost as much as one long. */
const TEXTS_AT_ONCE = 4;
/** No model reads more of one text; a passage is far shorter. */
const LONGEST_TEXT = 8_000;
const LONGEST_BACK_OFF_MS = 5 * 60_000;

export function createWorkerEmbedder(
  chosen: WorkerModel,
  options: WorkerEmbedderOptions = {},
): WorkerEmbedder {
  const pool = new EmbedderThread(chosen, options);
  return {
    model: chosen.model,
    dimensions: chosen.dimensions,
    embed: (texts, signal) => pool.embed(texts, signal),
    state: () => pool.state(),
    warm: () => pool.warm(),
    close: () => pool.close(),
  };
}

/** One thread, started at the first text and again after a crash, later each time. Short work goes before long work. */
class EmbedderThread {
  private readonly chosen: WorkerModel;
  private readonly options: Required<WorkerEmbedderOptions>;
  private readonly jobs = new Set<Job>();
  private worker: Worker | null = null;
  private ready = false;
  private sent: { job: Job; id: number } | null = null;
  private silence: NodeJS.Timeout | null = null;
  private nextId = 1;
  private crashes = 0;
  private waitUntil = 0;
  private problem = "";

  constructor(chosen: WorkerModel, options: WorkerEmbedderOptions) {
    this.chosen = chosen;
    this.options = {
      spawn: options.spawn ?? spawnEmbedWorker,
      elapsed: options.elapsed ?? (() => performance.now()),
      backOffMs: options.backOffMs ?? 1_000,
      silentMs: options.silentMs ?? 60_000,
    };
  }

  state(): WorkerState {
    if (this.worker !== null) return { kind: this.ready ? "ready" : "loading" };
    if (this.options.elapsed() < this.waitUntil) return { kind: "waiting", problem: this.problem };
    return { kind: "resting" };
  }

  warm(): void {
    if (this.state().kind === "resting") this.start();
  }

  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (signal?.aborted === true) return Promise.reject(abortReason(signal));
    if (texts.length === 0) return Promise.resolve([]);
    const state = this.state();
    if (state.kind === "waiting") return Promise.reject(unavailable(state.problem));
    const job = createJob(texts);
    // Whoever gives up is told at once; what the worker still finds out for it is thrown away.
    const leave = () => {
      this.jobs.delete(job);
      if (signal !== undefined) job.reject(abortReason(signal));
    };
    signal?.addEventListener("abort", leave, { once: true });
    this.jobs.add(job);
    if (this.worker === null) this.start();
    this.next();
    return job.done.finally(() => signal?.removeEventListener("abort", leave));
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.stop(unavailable("The embedding model is being put away."));
    await worker?.terminate();
  }

  private start(): void {
    const { runtime, models, name, dtype, pooling } = this.chosen;
    const threads = Math.max(1, availableParallelism() - 1);
    const worker = this.options.spawn({ runtime, models, name, dtype, pooling, threads, download: null });
    this.worker = worker;
    this.ready = false;
    worker.on("message", (answer: EmbedAnswer) => this.hear(worker, answer));
    // An uncaught error, or memory that runs out, ends the worker; without a listener it would end this process, too.
    worker.on("error", (error) => this.lose(worker, error instanceof Error ? error.message : String(error)));
    worker.once("exit", () => this.lose(worker, "it ended"));
    this.watch(worker);
  }

  private hear(worker: Worker, answer: EmbedAnswer): void {
    if (worker !== this.worker) return;
    switch (answer.kind) {
      case "ready":
        if (answer.dimensions !== this.chosen.dimensions) {
          this.lose(worker, `its vectors have ${answer.dimensions} numbers now`);
          return;
        }
        this.ready = true;
        break;
      case "broken":
        this.lose(worker, answer.reason);
        return;
      case "vectors":
        this.crashes = 0;
        this.take(answer.id, answer.vectors);
        break;
      case "failed":
        this.fail(answer.id, answer.reason);
        break;
      default:
        answer satisfies never;
    }
    this.next();
  }

  /** The shortest work first: a question is one text, and whoever asks it waits. */
  private next(): void {
    const { worker } = this;
    if (worker === null || !this.ready || this.sent !== null) return;
    let job: Job | undefined;
    for (const candidate of this.jobs) {
      if (job === undefined || left(candidate) < left(job)) job = candidate;
    }
    if (job === undefined) {
      this.unwatch();
      // It keeps no process alive while it has nothing to do.
      worker.unref();
      return;
    }
    const id = this.nextId;
    this.nextId += 1;
    this.sent = { job, id };
    const from = job.vectors.length;
    const texts = job.texts.slice(from, from + TEXTS_AT_ONCE).map((text) => text.slice(0, LONGEST_TEXT));
    worker.ref();
    this.watch(worker);
    worker.postMessage({ id, texts } satisfies EmbedRequest);
  }

  private take(id: number, vectors: Float32Array): void {
    const job = this.sentJob(id);
    if (job === null) return;
    const { dimensions } = this.chosen;
    for (let at = 0; at < vectors.length; at += dimensions)
      job.vectors.push(vectors.slice(at, at + dimensions));
    if (job.vectors.length < job.texts.length) return;
    this.jobs.delete(job);
    job.resolve(job.vectors);
  }

  private fail(id: number, reason: string): void {
    const job = this.sentJob(id);
    if (job === null) return;
    this.jobs.delete(job);
    job.reject(
      new AppError("provider_refused", `The embedding model could not read a text: ${firstLine(reason)}`, {
        details: { refusedText: true },
      }),
    );
  }

  private sentJob(id: number): Job | null {
    if (this.sent?.id !== id) return null;
    const { job } = this.sent;
    this.sent = null;
    return job;
  }

  private lose(worker: Worker, reason: string): void {
    if (worker !== this.worker) return;
    const wait = Math.min(LONGEST_BACK_OFF_MS, this.options.backOffMs * 2 ** this.crashes);
    this.crashes += 1;
    this.problem = `The embedding model stopped: ${firstLine(reason)}`;
    this.waitUntil = this.options.elapsed() + wait;
    this.stop(unavailable(this.problem));
    void worker.terminate();
  }

  private stop(error: AppError): void {
    this.unwatch();
    this.worker = null;
    this.ready = false;
    this.sent = null;
    const waiting = [...this.jobs];
    this.jobs.clear();
    for (const job of waiting) job.reject(error);
  }

  private watch(worker: Worker): void {
    this.unwatch();
    this.silence = setTimeout(
      () => this.lose(worker, `it was silent for ${Math.round(this.options.silentMs / 1000)} seconds`),
      this.options.silentMs,
    ).unref();
  }

  private unwatch(): void {
    if (this.silence !== null) clearTimeout(this.silence);
    this.silence = null;
  }
}

function unavailable(problem: string): AppError {
  return new AppError("provider_unavailable", problem);
}

function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").slice(0, 200);
}
