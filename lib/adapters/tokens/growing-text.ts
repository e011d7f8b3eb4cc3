/** Units up to which putting characters together beats decoding a buffer. */
const SHORT_SLICE = 16;

/** Text to which is added at the end and taken from at the start, at a cost that depends only on what is added. */
export class GrowingText {
  private units = new Uint16Array(256);
  private first = 0;
  private last = 0;
  /** UTF-16 units that have been dropped: offsets count from the very beginning. */
  private dropped = 0;

  get start(): number {
    return this.dropped;
  }

  get end(): number {
    return this.dropped + this.last - this.first;
  }

  append(text: string): void {
    this.makeRoom(text.length);
    for (let i = 0; i < text.length; i += 1) this.units[this.last + i] = text.charCodeAt(i);
    this.last += text.length;
  }

  dropBefore(offset: number): void {
    this.first += offset - this.dropped;
    this.dropped = offset;
  }

  unitAt(offset: number): number {
    return this.units[this.first + offset - this.dropped] ?? 0;
  }

  /** The code point at an offset of which nothing from `limit` on is known; a lone surrogate is itself. */
  codePointAt(offset: number, limit: number): number {
    const unit = this.unitAt(offset);
    if (!isHighSurrogate(unit) || offset + 1 >= limit) return unit;
    const low = this.unitAt(offset + 1);
    if (low < 0xdc00 || low > 0xdfff) return unit;
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }

  slice(from: number, to: number): string {
    const begin = this.first + from - this.dropped;
    const size = to - from;
    if (size > SHORT_SLICE) return Buffer.from(this.units.buffer, begin * 2, size * 2).toString("utf16le");
    let text = "";
    for (let i = begin; i < begin + size; i += 1) text += String.fromCharCode(this.units[i] ?? 0);
    return text;
  }

  private makeRoom(units: number): void {
    if (this.last + units <= this.units.length) return;
    const held = this.last - this.first;
    const target = held + units > this.units.length / 2 ? new Uint16Array(2 * (held + units)) : this.units;
    target.set(this.units.subarray(this.first, this.last));
    this.units = target;
    this.first = 0;
    this.last = held;
  }
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
