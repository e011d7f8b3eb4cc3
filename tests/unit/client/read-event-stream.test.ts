import { describe, expect, it } from "vitest";
import type { TurnEvent } from "@/types/stream";
import { readEventStream } from "@/lib/client/read-event-stream";

const STREAM = [
  ": still here\n\n",
  'event: compacting\ndata: {"messages":41}\n\n',
  'event: memory_managed\ndata: {"version":1,"tokensFreed":900}\n\n',
  'event: delta\ndata: {"offset":0,"text":"Grüße 😀\\n\\n","tokens":4}\n\n',
  'event: from_the_future\ndata: {"x":1}\n\n',
  'event: thinking\r\ndata: {"offset":0,"text":"hm","tokens":1}\r\n\r\n',
  'event: delta\ndata: {"offset":9,"text":"end","tokens":5}\n\n',
].join("");

const EXPECTED = [
  { type: "compacting", messages: 41 },
  { type: "memory_managed", version: 1, tokensFreed: 900 },
  { type: "delta", offset: 0, text: "Grüße 😀\n\n", tokens: 4 },
  { type: "thinking", offset: 0, text: "hm", tokens: 1 },
  { type: "delta", offset: 9, text: "end", tokens: 5 },
];

function bodyOf(
  parts: Uint8Array[],
  end: "close" | "error" | "silence" = "close",
): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const part = parts[next];
      next += 1;
      if (part) controller.enqueue(part);
      else if (end === "close") controller.close();
      else if (end === "error") controller.error(new Error("cut"));
      else return new Promise<void>(() => undefined);
      return undefined;
    },
  });
}

async function read(body: ReadableStream<Uint8Array>, silenceMs?: number): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  for await (const event of readEventStream(body, silenceMs)) events.push(event);
  return events;
}

describe("reading an event stream", () => {
  it("gives the same events wherever the bytes are split, inside characters too", async () => {
    const bytes = new TextEncoder().encode(STREAM);
    for (let at = 1; at < bytes.length; at += 1) {
      expect(await read(bodyOf([bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(EXPECTED);
    }
    expect(await read(bodyOf(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(EXPECTED);
  });

  it("hands out what came before a break and then throws", async () => {
    const events: TurnEvent[] = [];
    const reading = async () => {
      const body = bodyOf([new TextEncoder().encode(STREAM)], "error");
      for await (const event of readEventStream(body)) events.push(event);
    };
    await expect(reading()).rejects.toThrow("cut");
    expect(events).toEqual(EXPECTED);
  });

  it("throws when the connection falls silent", async () => {
    await expect(read(bodyOf([], "silence"), 20)).rejects.toThrow("silent");
  });

  it("cancels the body when the reader leaves early", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(STREAM)),
      cancel: () => void (cancelled = true),
    });
    for await (const event of readEventStream(body)) {
      expect(event.type).toBe("compacting");
      break;
    }
    expect(cancelled).toBe(true);
  });
});
