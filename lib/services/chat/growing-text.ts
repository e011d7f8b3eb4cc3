/**
 * A text that only grows and is read from any offset. Kept in pieces: joining on every read would copy the
 * whole reply for every token of it.
 */
export class GrowingText {
  readonly #pieces: string[] = [];
  readonly #starts: number[] = [];
  #length = 0;

  /** UTF-16 units so far. */
  get length(): number {
    return this.#length;
  }

  append(text: string): void {
    if (text === "") return;
    this.#starts.push(this.#length);
    this.#pieces.push(text);
    this.#length += text.length;
  }

  /** Everything from `offset` (UTF-16 units) on; "" at or past the end. */
  from(offset: number): string {
    if (offset >= this.#length) return "";
    const first = this.#pieceAt(offset);
    const head = (this.#pieces[first] ?? "").slice(offset - (this.#starts[first] ?? 0));
    return first === this.#pieces.length - 1 ? head : head + this.#pieces.slice(first + 1).join("");
  }

  #pieceAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
