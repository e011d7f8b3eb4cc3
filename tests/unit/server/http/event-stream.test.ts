import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventStream } from "@/lib/server/http/event-stream";
import { messageId } from "@/types/api";
import type { TurnEvent } from "@/types/stream";

const replyId = messageId.parse("1c7d62a4-58b5-4a6c-9e3a-0d2a9a3f6b01");
const done: TurnEvent = {
  type: "done",
  replyId,
  revision: 2,
  status: "complete",
  tokenCount: 9,
  usage: null,
  finishReason: "stop",
};

const lines: unknown[] = [];
const log = { info: () => undefined, warn: () => undefined, error: (...line: unknown[]) => lines.push(line) };

async function* of(...events: TurnEvent[]): AsyncGenerator<TurnEvent, void> {
  yield* await Promise.resolve(events);
}

describe("an event stream", () => {
  it("is never stored, transformed or held back on its way", () => {
    const { headers } = eventStream(of(), log);
    expect(headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(headers.get("cache-control")).toBe("private, no-store, no-transform");
    expect(headers.get("x-accel-buffering")).toBe("no");
  });

  it("writes each event with its type and one line of data, whatever the text holds", async () => {
    const text = 'a "quote"\nand a line, a half \u{D83D} and\u2028more';
    const body = await eventStream(of({ type: "delta", offset: 7, text, tokens: 3 }, done), log).text();
    const [first = "", second = "", rest] = body.split("\n\n");
    expect(rest).toBe("");
    const [event, data = "", ...more] = first.split("\n");
    expect(event).toBe("event: delta");
    expect(JSON.parse(data.replace("data: ", ""))).toEqual({ offset: 7, text, tokens: 3 });
    expect(more).toEqual([]);
    const { type, ...fields } = done;
    expect(second).toBe(`event: ${type}\ndata: ${JSON.stringify(fields)}`);
  });

  it("tells of a defect as an error event, not of its cause, and logs it", async () => {
    async function* broken(): AsyncGenerator<TurnEvent, void> {
      throw await Promise.resolve(new TypeError("secret internals"));
    }
    const body = await eventStream(broken(), log).text();
    expect(body).toMatch(/^event: error\ndata: \{"code":"internal"/);
    expect(body).not.toContain("internals");
    expect(lines).toHaveLength(1);
  });

  it("asks for no more events than its reader takes, and ends the reading when the reader leaves", async () => {
    let asked = 0;
    let left = false;
    async function* endless(): AsyncGenerator<TurnEvent, void> {
      try {
        for (;;) {
          asked += 1;
          yield await Promise.resolve({
            type: "delta",
            offset: asked - 1,
            text: "x",
            tokens: asked,
          } as const);
        }
      } finally {
        left = true;
      }
    }
    const reader = eventStream(endless(), log).body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBeLessThanOrEqual(3);
    await reader?.cancel();
    await vi.waitFor(() => expect(left).toBe(true));
  });
});

describe("the heartbeat", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is a comment every 10 s while nothing else comes", async () => {
    let release: () => void = () => undefined;
    async function* waiting(): AsyncGenerator<TurnEvent, void> {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      yield done;
    }
    const reader = eventStream(waiting(), log).body?.getReader();
    const first = reader?.read();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new TextDecoder().decode((await first)?.value)).toMatch(/^:.*\n\n$/);
    const second = reader?.read();
    release();
    expect(new TextDecoder().decode((await second)?.value)).toMatch(/^event: done/);
    expect((await reader?.read())?.done).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
