import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createForgetting, HOLD_MS } from "@/lib/client/workspace/forgetting";
import { ApiFailure } from "@/lib/client/api-failure";
import type { ForgetTarget } from "@/lib/client/memory-api";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import { deletion, memoryIdOf } from "../components/memory/sample-memories";

const A = memoryIdOf(1);
const B = memoryIdOf(2);

let answer: () => Promise<DeletionReceipt>;
const forget = vi.fn<
  (target: ForgetTarget, keep?: readonly MemoryId[], last?: boolean) => Promise<DeletionReceipt>
>(() => answer());
const onGone = vi.fn();
const onForgotten = vi.fn();
const onFailed = vi.fn();
const make = () => createForgetting({ forget }, onGone);

beforeEach(() => {
  vi.useFakeTimers();
  answer = () => Promise.resolve(deletion());
});
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe("the hold before forgetting", () => {
  it("calls nobody for ten seconds, and then says what went", async () => {
    const forgetting = make();
    forgetting.forget([A], { onForgotten, onFailed });
    expect(forgetting.held.getState().get(A)).toBe("held");
    await vi.advanceTimersByTimeAsync(HOLD_MS - 1);
    expect(forget).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(forget).toHaveBeenCalledWith({ memoryIds: [A] });
    expect(onGone).toHaveBeenCalledWith([A]);
    expect(onForgotten).toHaveBeenCalledWith(deletion());
    expect(forgetting.held.getState().size).toBe(0);
  });

  it("is taken back, and nothing was done", async () => {
    const forgetting = make();
    const undo = forgetting.forget([A], { onForgotten, onFailed });
    forgetting.forget([B], { onForgotten, onFailed });
    undo();
    forgetting.undo(B);
    expect(forgetting.held.getState().size).toBe(0);
    await vi.advanceTimersByTimeAsync(HOLD_MS * 2);
    expect(forget).not.toHaveBeenCalled();
  });

  it("cannot be taken back once the call has left", async () => {
    answer = () => new Promise(() => undefined);
    const forgetting = make();
    const undo = forgetting.forget([A], { onForgotten, onFailed });
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    undo();
    expect(forgetting.held.getState().get(A)).toBe("leaving");
  });

  it("says why it did not work, and the memory stays", async () => {
    answer = () => Promise.reject(new ApiFailure(503, "database_unavailable", "Not now."));
    const forgetting = make();
    forgetting.forget([A], { onForgotten, onFailed });
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    expect(onFailed).toHaveBeenCalledTimes(1);
    expect(onGone).not.toHaveBeenCalled();
    expect(forgetting.held.getState().size).toBe(0);
  });

  it("ends with the page: whoever leaves meant it", () => {
    const forgetting = make();
    const stop = forgetting.start();
    forgetting.forget([A, B], { onForgotten, onFailed });
    window.dispatchEvent(new Event("pagehide"));
    expect(forget).toHaveBeenCalledWith({ memoryIds: [A, B] }, [], true);
    stop();
    vi.advanceTimersByTime(HOLD_MS * 2);
    expect(forget).toHaveBeenCalledTimes(1);
  });
});
