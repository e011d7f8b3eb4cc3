import { createParser } from "eventsource-parser";
import type { TurnEvent } from "@/types/stream";

/** The server sends at least a comment every 10 s; silence for longer than this means a dead connection. */
const SILENCE_MS = 30_000;

// A record, so that no type can be forgotten.
const TYPES: Record<TurnEvent["type"], true> = {
  accepted: true,
  compacting: true,
  memory_managed: true,
  context: true,
  delta: true,
  thinking: true,
  done: true,
  error: true,
};

/**
 * The events of a turn as they arrive, however the bytes are cut. Ends with the connection; throws when it breaks or
 * falls silent. Event types that we do not know are passed over, so that a newer server may send more.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  silenceMs = SILENCE_MS,
): AsyncGenerator<TurnEvent, void, undefined> {
  const events: TurnEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== undefined && Object.hasOwn(TYPES, event))
        events.push({ ...JSON.parse(data), type: event } as TurnEvent);
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceMs);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* events.splice(0);
    }
  } finally {
    // A reader that leaves early must free the connection: browsers allow six for one origin.
    reader.cancel().catch(() => undefined);
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The event stream fell silent.")), ms);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
