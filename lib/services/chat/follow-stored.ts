import { AppError, toAppError } from "@/lib/domain/errors";
import { messageTokens, textTokensOf } from "@/lib/domain/tokens/message-overhead";
import type { IncrementalCount, TokenCounter } from "@/lib/ports/token-counter";
import type { Timers } from "@/lib/ports/timers";
import type { StoredChunk, StoredTurn, TurnReader } from "@/lib/ports/turn-reader";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { TokenFamily } from "@/types/words";
import type { TurnId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";
import { turnError } from "./finish-reply";
import type { ReadPosition } from "./read-position";

const POLL_MS = 250;
/** How often a turn without news is checked for a generator that has died. */
const CHECK_MS = 2_000;
/** How long an unreachable database is waited for. */
const PATIENCE_MS = 60_000;

export type FollowDeps = {
  reader: TurnReader;
  store: Pick<TurnStore, "interruptExpired">;
  counter: TokenCounter;
  timers: Timers;
};

/** Follows a turn through the database: one that another instance generates, or one that has ended. */
export async function* followStored(
  deps: FollowDeps,
  turnId: TurnId,
  position: ReadPosition,
): AsyncGenerator<TurnEvent, void> {
  try {
    yield* new StoredTurnFollower(deps, turnId, position).events();
  } catch (thrown) {
    yield { type: "error", ...turnError(toAppError(thrown)) };
  }
}

class StoredTurnFollower {
  readonly #deps: FollowDeps;
  readonly #turnId: TurnId;
  readonly #position: ReadPosition;
  #lastChunk = -1;
  #lastNews: number;

  constructor(deps: FollowDeps, turnId: TurnId, position: ReadPosition) {
    this.#deps = deps;
    this.#turnId = turnId;
    this.#position = position;
    this.#lastNews = deps.timers.elapsed();
  }

  async *events(): AsyncGenerator<TurnEvent, void> {
    const first = await this.#read();
    if (!this.#position.greeted) {
      this.#position.greeted = true;
      yield accepted(first, this.#position.replayed);
    }
    if (first.status === "running") yield* this.#chunks(first);
    // Read again: only now does the row hold the whole text.
    const ended = first.status === "running" ? await this.#read() : first;
    yield* this.#rest(ended);
    yield finalEvent(ended);
  }

  async *#chunks(turn: StoredTurn): AsyncGenerator<TurnEvent, void> {
    const counts = new ChunkCounts(this.#deps.counter, turn.replyFamily);
    await this.#deps.store.interruptExpired(turn.conversationId);
    for (;;) {
      const state = await this.#patiently(() => this.#deps.reader.chunksAfter(this.#turnId, this.#lastChunk));
      if (state === null) throw gone();
      for (const chunk of state.chunks) {
        this.#lastChunk = chunk.n;
        this.#lastNews = this.#deps.timers.elapsed();
        const tokens = counts.add(chunk);
        const event = this.#fresh(chunk.kind, chunk.offset, chunk.text, tokens);
        if (event !== null) yield event;
      }
      if (!state.running) return;
      await this.#pause();
      await this.#checkForLife(turn);
    }
  }

  /** A generator renews its lease even without output, so silence alone proves nothing: the database decides. */
  async #checkForLife(turn: StoredTurn): Promise<void> {
    if (this.#deps.timers.elapsed() - this.#lastNews < CHECK_MS) return;
    this.#lastNews = this.#deps.timers.elapsed();
    await this.#patiently(() => this.#deps.store.interruptExpired(turn.conversationId));
  }

  *#rest(turn: StoredTurn): Generator<TurnEvent, void> {
    const { thinking, reply } = turn;
    if (thinking !== null) {
      const event = this.#fresh("thinking", 0, thinking.text, thinking.tokenCount);
      if (event !== null) yield event;
    }
    const event = this.#fresh("delta", 0, reply.content, reply.tokenCount);
    if (event !== null) yield event;
  }

  /** The part of a text that the reader does not have. */
  #fresh(kind: "delta" | "thinking", start: number, text: string, tokens: number): TurnEvent | null {
    const position = this.#position;
    const offset = kind === "delta" ? position.offset : position.thinkingOffset;
    const end = start + text.length;
    if (end <= offset) return null;
    if (kind === "delta") position.offset = end;
    else position.thinkingOffset = end;
    const from = Math.max(start, offset);
    return { type: kind, offset: from, text: text.slice(from - start), tokens };
  }

  async #read(): Promise<StoredTurn> {
    const turn = await this.#patiently(() => this.#deps.reader.turn(this.#turnId));
    if (turn === null) throw gone();
    return turn;
  }

  async #patiently<T>(ask: () => Promise<T>): Promise<T> {
    const began = this.#deps.timers.elapsed();
    for (;;) {
      try {
        return await ask();
      } catch (thrown) {
        const error = toAppError(thrown);
        const waited = this.#deps.timers.elapsed() - began;
        if (error.code !== "database_unavailable" || waited > PATIENCE_MS) throw error;
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.timers.after(POLL_MS, resolve);
    });
  }
}

/** Counts of a reply that is read in stored pieces. */
class ChunkCounts {
  readonly #family: TokenFamily;
  readonly #text: IncrementalCount;
  readonly #thinking: IncrementalCount;

  constructor(counter: TokenCounter, family: TokenFamily) {
    this.#family = family;
    this.#text = counter.incremental(family);
    this.#thinking = counter.incremental(family);
  }

  add(chunk: StoredChunk): number {
    if (chunk.kind === "thinking") return textTokensOf(this.#family, this.#thinking.push(chunk.text));
    return messageTokens(this.#family, this.#text.push(chunk.text), "assistant");
  }
}

function gone(): AppError {
  return new AppError("not_found", "The conversation was deleted while its reply was being written.");
}

function accepted(turn: StoredTurn, replayed: boolean): TurnEvent {
  return {
    type: "accepted",
    conversationId: turn.conversationId,
    turnId: turn.turnId,
    userMessage: turn.userMessage,
    replyId: turn.reply.id,
    replySeq: turn.reply.seq,
    replayed,
  };
}

function finalEvent({ error, reply, status, thinking }: StoredTurn): TurnEvent {
  if (status === "failed" && error !== null) return { type: "error", ...error };
  return {
    type: "done",
    replyId: reply.id,
    revision: reply.revision,
    status: reply.status === "streaming" ? "interrupted" : reply.status,
    tokenCount: reply.tokenCount,
    usage: reply.metadata.usage ?? null,
    finishReason: reply.metadata.finishReason ?? "unknown",
    ...(thinking !== null && thinking.ms !== null ? { thinkingMs: thinking.ms } : {}),
  };
}
