import { Worker } from "node:worker_threads";
import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import { RANKS } from "./bundled-ranks";
import type { CountAnswer, CountRequest } from "./count-worker";
import { workerSource } from "./worker-source";

/** Workers that one text may bring down before it is counted here: it is late then, but not lost. */
const MAX_ATTEMPTS = 3;

/**
 * A worker thread that counts. Its code comes as text and its ranks as data, because a path would not survive: Next
 * bundles this file away from its neighbours, a standalone build leaves packages out, and Node 20 cannot run a
 * TypeScript file under Vitest or tsx. This way there is nothing to find.
 */
export function spawnCountWorker(): Worker {
  return new Worker(workerSource, { eval: true, workerData: RANKS, name: "token-counter" });
}

type Waiting = {
  request: CountRequest;
  attempts: number;
  resolve: (tokens: number) => void;
};

export type WorkerCounterOptions = {
  spawn: () => Worker;
  /** Counts on this thread; used for a text that no worker survives. */
  countHere: (encoding: TokenEncoding, text: string) => number;
};

/** One worker, started at the first text and again after a crash. It keeps a process alive only while a text waits. */
export class WorkerCounter {
  private readonly options: WorkerCounterOptions;
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | null = null;
  private nextId = 1;

  constructor(options: WorkerCounterOptions) {
    this.options = options;
  }

  count(encoding: TokenEncoding, text: string): Promise<number> {
    return new Promise((resolve) => {
      const request = { id: this.nextId, encoding, text };
      this.nextId += 1;
      this.waiting.set(request.id, { request, attempts: 1, resolve });
      this.running().postMessage(request);
    });
  }

  private running(): Worker {
    if (this.worker !== null) {
      this.worker.ref();
      return this.worker;
    }
    const worker = this.options.spawn();
    worker.on("message", (answer: CountAnswer) => this.answer(answer));
    // An uncaught error ends the worker, and `exit` says so; without a listener it would end this process too.
    worker.on("error", () => undefined);
    worker.once("exit", () => this.restart());
    this.worker = worker;
    return worker;
  }

  private answer({ id, tokens }: CountAnswer): void {
    this.waiting.get(id)?.resolve(tokens);
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.worker?.unref();
  }

  private restart(): void {
    this.worker = null;
    for (const [id, waiting] of this.waiting) {
      const { request, attempts } = waiting;
      if (attempts >= MAX_ATTEMPTS) {
        this.waiting.delete(id);
        waiting.resolve(this.options.countHere(request.encoding, request.text));
      } else {
        waiting.attempts = attempts + 1;
        this.running().postMessage(request);
      }
    }
  }
}
