import { execFile } from "node:child_process";
import { setImmediate as nextTick } from "node:timers/promises";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import { describe, expect, it, vi } from "vitest";
import { createTokenCounter } from "@/lib/adapters/tokens/tiktoken-counter";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { spawnCountWorker, WorkerCounter } from "@/lib/adapters/tokens/worker-counter";
import type { TokenFamily } from "@/types/words";

const run = promisify(execFile);
const here = { o200k_base: createTokenCounter("o200k_base"), cl100k_base: createTokenCounter("cl100k_base") };
const LONG = "All the ferries leave on time. ".repeat(1_200);
const MEBIBYTE = "a".repeat(1024 * 1024);

vi.setConfig({ testTimeout: 30_000 });

describe("the token counter of a process", () => {
  it.each<[TokenFamily, keyof typeof here]>([
    ["gpt-oss", "o200k_base"],
    ["openai-o200k", "o200k_base"],
    ["openai-cl100k", "cl100k_base"],
    ["llama", "cl100k_base"],
    ["unknown", "cl100k_base"],
  ])("counts %s with %s, here and on the worker alike", async (family, encoding) => {
    const port = createCounterPort();
    for (const text of ["Grüße, 世界!", LONG]) {
      expect(await port.countText(family, text)).toBe(here[encoding].count(text));
    }
    expect(port.incremental(family).push("Grüße, 世界!")).toBe(here[encoding].count("Grüße, 世界!"));
  });

  it("starts a worker for texts over 32 KB only, and one for all of them", async () => {
    const spawn = vi.fn(spawnCountWorker);
    const port = createCounterPort(spawn);
    await port.countText("gpt-oss", "b".repeat(32 * 1024));
    expect(spawn).not.toHaveBeenCalled();
    await Promise.all([port.countText("gpt-oss", LONG), port.countText("llama", LONG)]);
    await port.countText("gpt-oss", "中".repeat(11_000));
    expect(spawn).toHaveBeenCalledTimes(1);
  });

  it("leaves this thread free while 1 MiB of one character is counted", async () => {
    const port = createCounterPort();
    const counting = { port: port.countText("gpt-oss", MEBIBYTE), done: false };
    void counting.port.finally(() => {
      counting.done = true;
    });
    let turns = 0;
    while (!counting.done) {
      await nextTick();
      turns += 1;
    }
    // Counted here it would be one turn of the event loop.
    expect(turns).toBeGreaterThan(50);
    expect(await counting.port).toBe(131_072);
  });
});

describe("the worker", () => {
  const countHere = (encoding: keyof typeof here, text: string): number => here[encoding].count(text);

  it("is started again after a crash, and loses no text", async () => {
    const workers: Worker[] = [];
    const spawn = (): Worker => {
      const worker = spawnCountWorker();
      workers.push(worker);
      return worker;
    };
    const counter = new WorkerCounter({ spawn, countHere });
    const counts = [MEBIBYTE, LONG, "short"].map((text) => counter.count("o200k_base", text));
    await workers[0]?.terminate();
    expect(await Promise.all(counts)).toEqual([131_072, here.o200k_base.count(LONG), 1]);
    expect(await counter.count("cl100k_base", LONG)).toBe(here.cl100k_base.count(LONG));
    expect(workers).toHaveLength(2);
  });

  it("is given up for a text that none survives, which is then counted here", async () => {
    const spawn = vi.fn(() => {
      const worker = spawnCountWorker();
      void worker.terminate();
      return worker;
    });
    const counter = new WorkerCounter({ spawn, countHere });
    expect(await counter.count("o200k_base", "short")).toBe(1);
    expect(spawn).toHaveBeenCalledTimes(3);
  });

  it("keeps a process alive while a text waits, and no longer", async () => {
    const script = `const { createCounterPort } = require("./lib/adapters/tokens/token-counter.ts");
      createCounterPort().countText("gpt-oss", "a ".repeat(40_000)).then((tokens) => console.log(tokens));`;
    const { stdout } = await run(process.execPath, ["--import", "tsx", "-e", script]);
    expect(stdout.trim()).toBe(String(here.o200k_base.count("a ".repeat(40_000))));
  });
});
