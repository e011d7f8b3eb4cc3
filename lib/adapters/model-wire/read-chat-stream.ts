import { createParser, type EventSourceParser } from "eventsource-parser";
import type { ModelEvent, ProviderUsage } from "@/lib/ports/language-model";
import type { FinishReason } from "@/types/words";
import { contentTypeOf, wrongContentType } from "./content-type";
import { readChatChunk, type ChatChunk } from "./chat-chunk";
import { ModelFaultError } from "./model-fault";
import { rateOf } from "./rate-headers";

/** No provider sends an event of this size; a line that does not end must not fill the memory. */
const MAX_EVENT_CHARACTERS = 1_048_576;
/** A server that has said [DONE] closes at once; waiting for it lets the connection be used again. */
const CLOSING_MS = 50;

type Piece = Extract<ModelEvent, { type: "text" | "thinking" }>;

/** Collects what has been parsed from the bytes so far. */
class ChatStreamState {
  done = false;
  finish: FinishReason | null = null;
  usage: ProviderUsage | null = null;
  #pieces: Piece[] = [];

  take(chunk: ChatChunk): void {
    this.#add("thinking", chunk.thinking);
    this.#add("text", chunk.text);
    this.finish = chunk.finish ?? this.finish;
    // It may come twice; the last one is the whole call's.
    this.usage = chunk.usage ?? this.usage;
  }

  /** What has arrived since the last call; pieces that came together travel on as one. */
  drain(): Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #add(type: Piece["type"], text: string): void {
    if (text === "") return;
    const last = this.#pieces.at(-1);
    if (last?.type === type) last.text += text;
    else this.#pieces.push({ type, text });
  }
}

function parserInto(state: ChatStreamState): EventSourceParser {
  return createParser({
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onEvent({ data }) {
      if (state.done || data === "") return;
      if (data === "[DONE]") state.done = true;
      else state.take(readChatChunk(data, Date.now()));
    },
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") {
        throw new ModelFaultError({ kind: "malformed", what: "too-long" });
      }
    },
  });
}

/** What reading the text threw, if it did: what came before it in the same bytes is good. */
function feed(parser: EventSourceParser, text: string): Error | null {
  try {
    parser.feed(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error("unreadable", { cause: error });
  }
}

function requireEventStream(response: Response): ReadableStream<Uint8Array> {
  if (contentTypeOf(response) === "text/event-stream" && response.body !== null) return response.body;
  throw wrongContentType(response);
}

async function letItClose(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSING_MS);
  });
  await Promise.race([reader.read().catch(() => undefined), enough]);
  clearTimeout(timer);
}

/**
 * Reads a chat-completions stream: what the headers say of the plan, pieces as they come, then one `finish`. `progress` is called for every event
 * with text or thinking. Throws ModelFaultError; what the network throws passes through.
 */
export async function* readChatStream(response: Response, progress: () => void): AsyncGenerator<ModelEvent> {
  const reader = requireEventStream(response).getReader();
  const state = new ChatStreamState();
  const parser = parserInto(state);
  const decoder = new TextDecoder();
  const rate = rateOf(response.headers);
  try {
    if (rate !== null) yield { type: "rate", ...rate };
    while (!state.done) {
      const { done, value } = await readOrEnd(reader, state);
      if (done) break;
      const fault = feed(parser, decoder.decode(value, { stream: true }));
      const pieces = state.drain();
      if (pieces.length > 0) progress();
      yield* pieces;
      if (fault !== null) throw fault;
    }
    if (!state.done && state.finish === null) {
      throw new ModelFaultError({ kind: "malformed", what: "unfinished" });
    }
    if (state.done) await letItClose(reader);
    yield { type: "finish", reason: state.finish ?? "unknown", usage: state.usage };
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

type Read = { done: true; value?: undefined } | { done: false; value: Uint8Array };

/** Once the reason to finish is known, a connection that breaks or falls silent takes nothing away. */
async function readOrEnd(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  state: ChatStreamState,
): Promise<Read> {
  try {
    const { done, value } = await reader.read();
    return done ? { done } : { done, value };
  } catch (error) {
    if (state.finish === null) throw error;
    return { done: true };
  }
}
