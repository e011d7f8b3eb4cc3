import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { CalibrationSums } from "@/lib/ports/call-ledger";
import { createCalibrationBook } from "@/lib/services/models/calibration-book";
import { createModelRegistry } from "@/lib/services/models/model-registry";
import type { LanguageModel } from "@/lib/ports/language-model";

const GROQ = modelInfo("groq", "openai/gpt-oss-20b");
const OLLAMA = modelInfo("openai-compatible", "llama3.1:8b");

const CALL = { provider: GROQ.provider, model: GROQ.id, tokenFamily: GROQ.family };

/** Sums of `calls` calls of 1,000, 2,000, … tokens that the provider counts 9 % higher. */
function rowFor(info: typeof GROQ, calls: number, error = 0.012): CalibrationSums {
  const sums = { calls, sumX: 0, sumY: 0, sumXX: 0, sumXY: 0 };
  for (let n = 1; n <= calls; n += 1) {
    const x = 1_000 * n;
    sums.sumX += x;
    sums.sumY += 1.09 * x;
    sums.sumXX += x * x;
    sums.sumXY += 1.09 * x * x;
  }
  return { provider: info.provider, model: info.id, tokenFamily: info.family, error, ...sums };
}

function ledger(rows: CalibrationSums[]) {
  let now = 0;
  let answer: () => Promise<CalibrationSums[]> = () => Promise.resolve(rows);
  const reads = vi.fn(() => answer());
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  return {
    reads,
    log,
    pass: (ms: number) => {
      now += ms;
    },
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    book: createCalibrationBook({ ledger: { calibrations: reads }, clock: { now: () => now }, log }),
  };
}

describe("what a process knows of how models count", () => {
  it("is read at once, and nothing waits for it", async () => {
    const { book } = ledger([rowFor(GROQ, 6)]);
    expect(book.calibrationOf(GROQ)).toBeNull();
    await book.settled();
    expect(book.calibrationOf(GROQ)).toMatchObject({ calls: 6, percent: 1.2 });
    expect(book.calibrationOf(GROQ)?.ratio).toBeCloseTo(1.09);
    expect(book.calibrationOf(OLLAMA)).toBeNull();
  });

  it("is shown from the second call on and used from the fifth", async () => {
    const { book } = ledger([rowFor(GROQ, 4)]);
    await book.settled();
    expect(book.calibrationOf(GROQ)).toBeNull();
    expect(book.measuredOf(GROQ)).toEqual({ calls: 4, percent: 1.2, offset: 0, ratio: 1 });
  });

  it("is read again after ten seconds, when somebody asks", async () => {
    const { book, reads, pass } = ledger([]);
    await book.settled();
    pass(9_999);
    book.calibrationOf(GROQ);
    expect(reads).toHaveBeenCalledTimes(1);
    pass(1);
    book.calibrationOf(GROQ);
    book.calibrationOf(GROQ);
    await book.settled();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("is read again after each measured call, once for all that end during a read", async () => {
    const { book, reads, answerWith } = ledger([]);
    await book.settled();
    let release: (rows: CalibrationSums[]) => void = () => undefined;
    answerWith(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    for (let n = 0; n < 3; n += 1) book.callMeasured(CALL);
    expect(reads).toHaveBeenCalledTimes(2);
    answerWith(() => Promise.resolve([rowFor(GROQ, 8)]));
    release([rowFor(GROQ, 7)]);
    await book.settled();
    expect(reads).toHaveBeenCalledTimes(3);
    expect(book.calibrationOf(GROQ)?.calls).toBe(8);
  });

  it("is not read again for a model of which enough is known", async () => {
    const { book, reads } = ledger([rowFor(GROQ, 50)]);
    await book.settled();
    book.callMeasured(CALL);
    await book.settled();
    expect(reads).toHaveBeenCalledTimes(1);
    book.callMeasured({ ...CALL, model: "another" });
    await book.settled();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("stays as it was while the database cannot be reached, and says so in the log", async () => {
    const { book, answerWith, pass, log } = ledger([rowFor(GROQ, 6)]);
    await book.settled();
    answerWith(() => Promise.reject(new AppError("database_unavailable", "The database cannot be reached.")));
    pass(10_000);
    expect(book.calibrationOf(GROQ)?.calls).toBe(6);
    await book.settled();
    expect(book.calibrationOf(GROQ)?.calls).toBe(6);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });
});

describe("a registry that knows what was measured", () => {
  const provider = (info: typeof GROQ): LanguageModel => ({
    provider: info.provider,
    displayName: info.provider,
    defaultModel: info.id,
    stream: () => {
      throw new Error("a registry does not stream");
    },
    listModels: () => Promise.resolve({ models: [info], listedBy: "provider", problem: null }),
  });
  const agent = { provider: null, model: null };

  it("hands the calibration out with the model, and says how exact its count is", async () => {
    const { book } = ledger([rowFor(GROQ, 6)]);
    await book.settled();
    const registry = createModelRegistry({ models: [provider(GROQ)], absent: [], calibrations: book });
    const chosen = await registry.resolve(agent, null);
    expect(chosen.calibration).toEqual(book.calibrationOf(GROQ));
    expect(chosen.info.accuracy).toEqual({ kind: "calibrated", percent: 1.2 });
  });

  it("takes the offline model's count for exact and every other one for an estimate until then", async () => {
    const { book } = ledger([]);
    const offline = modelInfo("offline", "offline");
    for (const [info, kind] of [
      [offline, "exact"],
      [GROQ, "estimate"],
    ] as const) {
      const registry = createModelRegistry({ models: [provider(info)], absent: [], calibrations: book });
      const chosen = await registry.resolve(agent, null);
      expect(chosen.info.accuracy).toEqual({ kind });
      expect(chosen.calibration === null).toBe(kind === "estimate");
    }
  });

  it("lists each model with what was measured, waiting for the first read", async () => {
    const { book } = ledger([rowFor(GROQ, 6)]);
    const registry = createModelRegistry({ models: [provider(GROQ)], absent: [], calibrations: book });
    const [status] = await registry.list();
    expect(status?.models[0]?.measured).toMatchObject({ calls: 6, percent: 1.2 });
  });
});
