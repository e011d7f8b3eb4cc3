const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

/**
 * Makes a model's stream storable piece by piece: PostgreSQL takes neither NUL nor half a surrogate pair, so
 * both become U+FFFD, and a pair split over two pieces is held back until it is whole.
 */
export class StorableText {
  #held = "";

  /** What may be shown and stored now. */
  push(piece: string): string {
    const text = this.#held + piece;
    this.#held = "";
    if (text === "") return "";
    const split = isHighSurrogate(text.charCodeAt(text.length - 1));
    if (split) this.#held = text.slice(-1);
    return clean(split ? text.slice(0, -1) : text);
  }

  /** What was held back, once nothing more comes. */
  end(): string {
    const rest = clean(this.#held);
    this.#held = "";
    return rest;
  }
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\u{FFFD}");
}
