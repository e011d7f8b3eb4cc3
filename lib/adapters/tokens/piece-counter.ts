import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import { mergeByHeap, mergedStarts } from "./merge-bytes";
import { PieceSplitter } from "./piece-splitter";
import { bytesOf, type RankTable } from "./rank-table";

/** Longest piece, in UTF-16 units, worth remembering; longer ones hardly ever come twice. */
const CACHED_UNITS = 64;
const CACHED_PIECES = 50_000;
/** Bytes up to which merging in place beats the heap. */
const SHORT_BYTES = 96;

/** Counts the pieces into which the split pattern cuts a text. */
export class PieceCounter {
  readonly table: RankTable;
  private readonly seen = new Map<string, number>();

  constructor(table: RankTable) {
    this.table = table;
  }

  count(piece: string): number {
    const known = this.seen.get(piece);
    if (known !== undefined) return known;
    const bytes = bytesOf(piece);
    const tokens = this.countBytes(bytes);
    if (piece.length <= CACHED_UNITS) this.remember(piece, tokens);
    return tokens;
  }

  private countBytes(bytes: string): number {
    if (this.table.ranks.has(bytes)) return 1;
    if (bytes.length <= SHORT_BYTES) return mergedStarts(bytes, this.table.ranks).length - 1;
    return mergeByHeap(bytes, this.table).tokens;
  }

  private remember(piece: string, tokens: number): void {
    if (this.seen.size >= CACHED_PIECES) this.seen.clear();
    // A piece is a slice of its text, and a slice keeps the whole text alive: the cache stores a copy.
    this.seen.set(Buffer.from(piece, "utf16le").toString("utf16le"), tokens);
  }
}

/** Tokens of a whole text: the sum over its pieces. */
export class TextCounter {
  readonly pieces: PieceCounter;
  private readonly splitter: PieceSplitter;

  constructor(table: RankTable, encoding: TokenEncoding) {
    this.pieces = new PieceCounter(table);
    this.splitter = new PieceSplitter(table.pattern, encoding);
  }

  count(text: string): number {
    let tokens = 0;
    let at = 0;
    while (at < text.length) {
      const end = this.splitter.endOf(text, at);
      tokens += this.pieces.count(text.slice(at, end));
      at = end;
    }
    return tokens;
  }
}
