import { messageTokens, textTokensOf } from "@/lib/domain/tokens/message-overhead";
import type { IncrementalCount, TokenCounter } from "@/lib/ports/token-counter";
import type { TokenFamily } from "@/types/words";
import type { ContextReport } from "@/types/context";
import type { Receipt } from "@/types/receipt";
import type { MessageId, TurnId, UserId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";
import { GrowingText } from "./growing-text";
import type { ReadPosition } from "./read-position";
import { StorableText } from "./storable-text";
import { UnstoredPieces } from "./unstored-pieces";

export type TurnIdentity = {
  turnId: TurnId;
  fence: number;
  owner: UserId;
  replyId: MessageId;
  family: TokenFamily;
};

type Kind = "delta" | "thinking";
type Accepted = Extract<TurnEvent, { type: "accepted" }>;
/** What comes before the first text, in this order. */
type Announcement = Extract<TurnEvent, { type: "compacting" | "memory_managed" | "context" }>;
export type FinalEvent = Extract<TurnEvent, { type: "done" | "error" }>;

/** Why the model is asked to end before it has finished. */
export type CeaseReason = "stopped" | "interrupted" | "too_long" | "not_ours";
/** `lost`: the database gave the turn to others. `unsaved`: it could not be told of the text for too long. */
export type Custody = "ours" | "lost" | "unsaved";

/** A reply that this instance is generating: its text so far, who waits for more, and what is not stored yet. */
export class RunningTurn {
  readonly identity: TurnIdentity;
  readonly accepted: Accepted;
  readonly text = new GrowingText();
  readonly thinking = new GrowingText();
  readonly unstored = new UnstoredPieces(this);
  /** Set while finish_turn is under way: the writer then leaves the turn alone. */
  finishing = false;

  readonly #arrivals: Record<
    Kind,
    { safe: StorableText; text: GrowingText; count: IncrementalCount; counted: number }
  >;
  readonly #touched: (turn: RunningTurn) => void;
  readonly #abort = new AbortController();
  readonly #announced: Announcement[] = [];
  #receipt: Receipt | null = null;
  #final: FinalEvent | null = null;
  #ceased: CeaseReason | null = null;
  #custody: Custody = "ours";
  #waiters: (() => void)[] = [];
  #wakes = 0;

  /** `touched` is told of every arrival and decides when readers wake up. */
  constructor(
    identity: TurnIdentity,
    accepted: Accepted,
    counter: TokenCounter,
    touched: (turn: RunningTurn) => void,
  ) {
    this.identity = identity;
    this.accepted = accepted;
    this.#touched = touched;
    const arrivals = (text: GrowingText) => ({
      safe: new StorableText(),
      text,
      count: counter.incremental(identity.family),
      counted: 0,
    });
    this.#arrivals = { delta: arrivals(this.text), thinking: arrivals(this.thinking) };
  }

  /** Aborted when the model is to end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get ceased(): CeaseReason | null {
    return this.#ceased;
  }

  get custody(): Custody {
    return this.#custody;
  }

  /** Tokens of the reply so far, overhead included. */
  get replyTokens(): number {
    return messageTokens(this.identity.family, this.#counted("delta"), "assistant");
  }

  /** Tokens of the bare text so far. */
  get textTokens(): number {
    return textTokensOf(this.identity.family, this.#counted("delta"));
  }

  get thinkingTokens(): number {
    return textTokensOf(this.identity.family, this.#counted("thinking"));
  }

  add(kind: Kind, piece: string): void {
    const arrivals = this.#arrivals[kind];
    arrivals.text.append(arrivals.safe.push(piece));
    this.#touched(this);
  }

  /** Nothing more comes from the model: shows what was held back. */
  closeText(): void {
    for (const { safe, text } of Object.values(this.#arrivals)) text.append(safe.end());
    this.wake();
  }

  announce(event: Announcement): void {
    this.#announced.push(event);
    this.wake();
  }

  /** What its call holds: shown to readers, and kept with the turn by the next append. */
  holds(report: ContextReport, receipt: Receipt): void {
    this.#receipt = receipt;
    this.announce({ type: "context", ...report });
  }

  /** As long as the database has not confirmed it. */
  get unstoredReceipt(): Receipt | null {
    return this.#receipt;
  }

  receiptStored(): void {
    this.#receipt = null;
  }

  /** Asks the model to end; the first reason stands. */
  cease(reason: CeaseReason): void {
    if (this.#ceased !== null || this.#final !== null) return;
    this.#ceased = reason;
    this.#abort.abort();
  }

  /** Nothing of the turn can be stored by us any more. */
  release(custody: Exclude<Custody, "ours">): void {
    this.#custody = custody;
    this.cease("not_ours");
    this.wake();
  }

  end(event: FinalEvent): void {
    this.#final ??= event;
    this.wake();
  }

  wake(): void {
    this.#wakes += 1;
    // Also with nobody reading, so that a long reply is never counted in one go at its end.
    this.#counted("thinking");
    this.#counted("delta");
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resume of waiters) resume();
  }

  /**
   * Everything from `position` on, then what comes, to the end: "ended" after the final event, "lost" when only the
   * database knows how it ended. Reads the shared text, so a slow reader holds nothing up and costs no memory.
   */
  async *follow(position: ReadPosition): AsyncGenerator<TurnEvent, "ended" | "lost"> {
    for (;;) {
      // Looked at before the text: what comes in between is then seen in the next round.
      const wakes = this.#wakes;
      const final = this.#final;
      const lost = this.#custody === "lost";
      for (const event of this.#news(position)) yield event;
      if (final !== null) {
        yield final;
        return "ended";
      }
      if (lost) return "lost";
      if (wakes === this.#wakes) await this.#woken();
    }
  }

  #news(position: ReadPosition): TurnEvent[] {
    const news: TurnEvent[] = [];
    if (!position.greeted) {
      position.greeted = true;
      news.push({ ...this.accepted, replayed: position.replayed });
    }
    news.push(...this.#announced.slice(position.announced));
    position.announced = Math.max(position.announced, this.#announced.length);
    const thinking = this.#next("thinking", position.thinkingOffset);
    if (thinking !== null) {
      position.thinkingOffset += thinking.text.length;
      news.push(thinking);
    }
    const delta = this.#next("delta", position.offset);
    if (delta !== null) {
      position.offset += delta.text.length;
      news.push(delta);
    }
    return news;
  }

  #next(kind: Kind, offset: number): Extract<TurnEvent, { type: Kind }> | null {
    const text = this.#arrivals[kind].text.from(offset);
    if (text === "") return null;
    const tokens = kind === "delta" ? this.replyTokens : this.thinkingTokens;
    return { type: kind, offset, text, tokens };
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Exact tokens of a text so far; counts what has come since it was last asked. */
  #counted(kind: Kind): number {
    const arrivals = this.#arrivals[kind];
    const fresh = arrivals.text.from(arrivals.counted);
    if (fresh === "") return arrivals.count.total;
    arrivals.counted = arrivals.text.length;
    return arrivals.count.push(fresh);
  }
}
