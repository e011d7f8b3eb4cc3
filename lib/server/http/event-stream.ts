import { toAppError } from "@/lib/domain/errors";
import type { Logger } from "@/lib/ports/logger";
import { turnError } from "@/lib/services/chat/finish-reply";
import type { TurnEvent } from "@/types/stream";

const HEARTBEAT_MS = 10_000;

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "private, no-store, no-transform",
  // nginx and its kin hold answers back unless told not to.
  "x-accel-buffering": "no",
};

const encoder = new TextEncoder();
const heartbeat = encoder.encode(": still here\n\n");

/**
 * A turn's events as `text/event-stream`, with a comment every 10 s. An event is asked for when the connection can
 * take it, so a slow reader gets fewer and longer pieces; one that leaves ends its own reading and nothing else.
 */
export function eventStream(events: AsyncGenerator<TurnEvent, void>, log: Logger): Response {
  let timer: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(heartbeat);
      }, HEARTBEAT_MS);
      timer.unref();
    },
    async pull(controller) {
      const event = await next(events, log);
      if (event !== null) {
        controller.enqueue(encoder.encode(frame(event)));
        return;
      }
      clearInterval(timer);
      controller.close();
    },
    cancel() {
      clearInterval(timer);
      void events.return();
    },
  });
  return new Response(body, { headers: HEADERS });
}

async function next(events: AsyncGenerator<TurnEvent, void>, log: Logger): Promise<TurnEvent | null> {
  try {
    const { done, value } = await events.next();
    return done ? null : value;
  } catch (thrown) {
    log.error({ err: thrown }, "stream.failed");
    // The generator has ended with this: the next call says that it is done.
    return { type: "error", ...turnError(toAppError(thrown)) };
  }
}

/** Text comes far more often than all else, so its frame is put together by hand. */
function frame(event: TurnEvent): string {
  if (event.type === "delta" || event.type === "thinking") {
    const { type, offset, text, tokens } = event;
    return `event: ${type}\ndata: {"offset":${offset},"text":${JSON.stringify(text)},"tokens":${tokens}}\n\n`;
  }
  const { type, ...data } = event;
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
