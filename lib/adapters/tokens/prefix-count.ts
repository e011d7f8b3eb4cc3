import { mergedStarts } from "./merge-bytes";
import { bytesOf, endingOf, type RankTable } from "./rank-table";

const REMEMBERED_PAIRS = 20_000;

/**
 * Tokens of every prefix of one growing piece, at a cost per byte that does not depend on the piece's length.
 * Every prefix has exactly one last token, and it is the one that stays apart when it is merged with the last token
 * of what comes before it (Antoine and Neumann, "So many tokens, so little time", GitHub 2024); so the count of a
 * prefix is one more than that of a shorter prefix. This needs every token to merge to itself, as both tables' do.
 */
export class PrefixCount {
  /** By number of bytes: tokens of that prefix, and the bytes of its last token. */
  private readonly tokens: number[] = [0];
  private readonly lastSizes: number[] = [0];
  /** By number of UTF-16 units: bytes. */
  private readonly bytesAt: number[] = [0];
  /** The newest bytes, as many as two tokens may have. */
  private recent = "";
  private readonly table: RankTable;
  private readonly pairs: PairMemory;

  constructor(table: RankTable, pairs: PairMemory) {
    this.table = table;
    this.pairs = pairs;
  }

  /** UTF-16 units so far. */
  get units(): number {
    return this.bytesAt.length - 1;
  }

  /** Tokens of the first `units` UTF-16 units. */
  tokensAt(units: number): number {
    return this.tokens[this.bytesAt[units] ?? 0] ?? 0;
  }

  /** `text` must not end between the halves of a surrogate pair. */
  extend(text: string): void {
    const bytes = bytesOf(text);
    const known = this.recent + bytes;
    for (let end = this.recent.length + 1; end <= known.length; end += 1) this.step(known, end);
    this.recent = known.slice(-2 * this.table.longest);
    this.markUnits(text);
  }

  /** Tokens of everything so far and `text`, without taking it in. */
  peek(text: string): number {
    const { units, recent } = this;
    const bytes = this.tokens.length;
    this.extend(text);
    const tokens = this.tokensAt(this.units);
    this.tokens.length = bytes;
    this.lastSizes.length = bytes;
    this.bytesAt.length = units + 1;
    this.recent = recent;
    return tokens;
  }

  /** Finds the last token of the prefix that ends at `end` of the known bytes. */
  private step(known: string, end: number): void {
    const position = this.tokens.length;
    // There is only one answer, so any order will do: most often the last token has grown by this byte.
    const grown = (this.lastSizes[position - 1] ?? 0) + 1;
    let size = grown;
    if (!this.endsWithToken(known, end, grown)) {
      size = Math.min(position, this.table.longestEndingIn[endingOf(known, end)] ?? 0);
      while (size > 1 && !this.endsWithToken(known, end, size)) size -= 1;
      size = Math.max(1, size);
    }
    this.tokens.push((this.tokens[position - size] ?? 0) + 1);
    this.lastSizes.push(size);
  }

  private endsWithToken(known: string, end: number, size: number): boolean {
    const last = known.slice(end - size, end);
    if (!this.table.ranks.has(last)) return false;
    const before = this.lastSizes[this.tokens.length - size] ?? 0;
    return before === 0 || this.pairs.stayApart(known.slice(end - size - before, end - size), last);
  }

  private markUnits(text: string): void {
    let bytes = this.bytesAt.at(-1) ?? 0;
    for (const character of text) {
      bytes += utf8Size(character.codePointAt(0) ?? 0);
      // Both halves of a pair stand for the whole of it.
      for (let i = 0; i < character.length; i += 1) this.bytesAt.push(bytes);
    }
  }
}

/** Whether two tokens, put side by side, remain the two tokens they are; remembers what it has worked out. */
export class PairMemory {
  private readonly known = new Map<string, boolean>();
  private readonly ranks: RankTable["ranks"];

  constructor(ranks: RankTable["ranks"]) {
    this.ranks = ranks;
  }

  stayApart(left: string, right: string): boolean {
    const key = `${left.length}:${left}${right}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const starts = mergedStarts(left + right, this.ranks);
    const apart = starts.length === 3 && starts[1] === left.length;
    if (this.known.size >= REMEMBERED_PAIRS) this.known.clear();
    this.known.set(key, apart);
    return apart;
  }
}

function utf8Size(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
