import type { ServerResponse } from "node:http";
import { once } from "node:events";

/** Writes server-sent events and waits while the reader is slower than we are. */
export type EventWriter = {
  event(data: unknown): Promise<void>;
  bytes(text: string): Promise<void>;
};

const CHOPPED_BYTES = 3;

/** `choppy` cuts everything into pieces of three bytes, so that characters arrive in halves. */
export function eventWriter(response: ServerResponse, gone: AbortSignal, choppy: boolean): EventWriter {
  async function put(bytes: Buffer): Promise<void> {
    if (gone.aborted || response.write(bytes)) return;
    await once(response, "drain", { signal: gone });
  }
  async function bytes(text: string): Promise<void> {
    const all = Buffer.from(text, "utf8");
    if (!choppy) return put(all);
    for (let start = 0; start < all.length; start += CHOPPED_BYTES) {
      await put(all.subarray(start, start + CHOPPED_BYTES));
      // Without a turn of the event loop the pieces would travel together again.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { bytes, event: (data) => bytes(`data: ${JSON.stringify(data)}\n\n`) };
}
