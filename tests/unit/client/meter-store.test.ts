import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ContextRequest } from "@/lib/client/api-client";
import { ApiFailure } from "@/lib/client/api-failure";
import { createMeterStore, type MeterStore } from "@/lib/client/stores/meter-store";
import type { ContextAnswer } from "@/types/api";
import { contextReport } from "../../support/context-report";

type Asked = {
  body: ContextRequest;
  answer: (answer: ContextAnswer) => void;
  fail: (failure: ApiFailure) => void;
};

let asked: Asked[];
let meter: MeterStore;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  meter = createMeterStore(
    () => ({ draft: "hello" }),
    (body) => new Promise((answer, fail) => asked.push({ body, answer, fail })),
  );
});
afterEach(() => vi.useRealTimers());

const soon = () => vi.advanceTimersByTimeAsync(250);
const shown = () => meter.store.getState();

describe("the meter", () => {
  it("asks once for what is asked in quick succession, and the newest answer wins", async () => {
    meter.ask();
    meter.ask();
    await soon();
    expect(asked).toHaveLength(1);
    meter.ask();
    await soon();
    asked[1]?.answer(contextReport({ held: 2 }));
    asked[0]?.answer(contextReport({ held: 1 }));
    await soon();
    expect(shown()).toMatchObject({ report: { held: 2 }, counting: false });
  });

  it("asks for contents only while somebody reads them, and keeps the last ones", async () => {
    const close = meter.openContents();
    await soon();
    expect(asked[0]?.body).toEqual({ draft: "hello", include: "contents" });
    const contents = { items: [], leftOut: [] };
    asked[0]?.answer({ ...contextReport(), contents });
    await soon();
    expect(shown().contents).toBe(contents);
    expect(shown().report).not.toHaveProperty("contents");
    close();
    meter.ask();
    await soon();
    expect(asked[1]?.body).toEqual({ draft: "hello" });
    expect(shown().contents).toBe(contents);
  });

  it("counts under settings that are tried out, until they are given up", async () => {
    meter.tryOut({ maxTokens: 16_000, memoryStrategy: "sliding_window" });
    await soon();
    expect(asked[0]?.body).toEqual({ draft: "hello", maxTokens: 16_000, strategy: "sliding_window" });
    meter.tryOut(null);
    await soon();
    expect(asked[1]?.body).toEqual({ draft: "hello" });
    meter.tryOut(null);
    await soon();
    expect(asked).toHaveLength(2);
  });

  it("keeps the last numbers when counting fails, and says why", async () => {
    meter.take(contextReport({ held: 7 }));
    meter.ask();
    await soon();
    asked[0]?.fail(new ApiFailure(503, "database_unavailable", "The database is away."));
    await soon();
    expect(shown()).toMatchObject({ report: { held: 7 }, counting: false });
    expect(shown().failure?.message).toBe("The database is away.");
  });
});
