import type { Chunk } from "@/lib/ports/turn-store";
import type { GrowingText } from "./growing-text";

export type Piece = NonNullable<Chunk["piece"]>;

/** A reply as it grows: its texts, and their tokens so far. */
type Source = {
  readonly text: GrowingText;
  readonly thinking: GrowingText;
  readonly replyTokens: number;
  readonly thinkingTokens: number;
};

/**
 * What of a reply the database has not confirmed. A piece keeps its number and its text once it was sent, because
 * an append whose answer got lost may have been stored: the same number again must mean the same text.
 */
export class UnstoredPieces {
  readonly #source: Source;
  #waiting: Piece[] = [];
  #nextNumber = 0;
  #textTaken = 0;
  #thinkingTaken = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Everything to send now: what was not confirmed before, and what has come since. */
  collect(): readonly Piece[] {
    const thinking = this.#source.thinking.from(this.#thinkingTaken);
    if (thinking !== "") this.#add("thinking", this.#thinkingTaken, thinking);
    this.#thinkingTaken += thinking.length;
    const text = this.#source.text.from(this.#textTaken);
    if (text !== "") this.#add("delta", this.#textTaken, text);
    this.#textTaken += text.length;
    return this.#waiting;
  }

  /** The database has every piece up to number `n`. */
  confirm(n: number): void {
    this.#waiting = this.#waiting.filter((piece) => piece.n > n);
  }

  /** True when the database has all of the text so far. */
  get settled(): boolean {
    const { text, thinking } = this.#source;
    return (
      this.#waiting.length === 0 && this.#textTaken === text.length && this.#thinkingTaken === thinking.length
    );
  }

  #add(kind: Piece["kind"], offset: number, text: string): void {
    const tokens = kind === "delta" ? this.#source.replyTokens : this.#source.thinkingTokens;
    this.#waiting.push({ n: this.#nextNumber, kind, offset, text, tokens });
    this.#nextNumber += 1;
  }
}
