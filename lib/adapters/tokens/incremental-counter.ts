import type { IncrementalCount } from "@/lib/ports/token-counter";
import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import { GrowingText, isHighSurrogate } from "./growing-text";
import type { PieceCounter } from "./piece-counter";
import { PieceScanner, type Run } from "./piece-scanner";
import { PairMemory, PrefixCount } from "./prefix-count";

/** Longer pieces, in UTF-16 units, are counted as they grow instead of anew with every push. */
const LONG_PIECE = 64;

/**
 * Counts a text that arrives in pieces: after every push, exactly what a count of everything so far would say. The
 * work of a push depends on what is pushed, not on what came before, even inside one endless word.
 */
export class IncrementalCounter implements IncrementalCount {
  private readonly text = new GrowingText();
  private readonly scanner: PieceScanner;
  private readonly pairs: PairMemory;
  /** Long unfinished pieces by where they start: at most a word and what it would leave behind. */
  private long = new Map<number, PrefixCount>();
  /** The map that `long` is made in next. */
  private spare = new Map<number, PrefixCount>();
  private run: Run | null = null;
  private runStart = 0;
  private settled = 0;
  private current = 0;
  private readonly pieces: PieceCounter;

  constructor(encoding: TokenEncoding, pieces: PieceCounter) {
    this.pieces = pieces;
    this.scanner = new PieceScanner(this.text, encoding);
    this.pairs = new PairMemory(pieces.table.ranks);
  }

  get total(): number {
    return this.current;
  }

  push(delta: string): number {
    this.text.append(delta);
    const end = this.text.end;
    // The other half of a pair may still come.
    const open = end > this.text.start && isHighSurrogate(this.text.unitAt(end - 1)) ? end - 1 : end;
    this.settle(open);
    this.current = this.settled + this.unsettled(open, end);
    return this.current;
  }

  /** Counts the pieces that nothing to come can change, and forgets their text. */
  private settle(limit: number): void {
    for (;;) {
      this.run ??= this.scanner.open(this.runStart, limit, false);
      if (this.run === null) break;
      const end = this.scanner.advance(this.run, limit, false);
      if (end === null) break;
      this.settled += this.countPiece(this.run.start, end, limit, this.long);
      this.run = this.scanner.following(this.run, end, limit, false);
      this.runStart = end;
    }
    this.text.dropBefore(this.runStart);
  }

  /** Tokens of the rest, were it the end of the text. */
  private unsettled(limit: number, end: number): number {
    const used = this.spare;
    used.clear();
    let tokens = 0;
    let run = this.run ?? this.scanner.open(this.runStart, end, true);
    // Reading half a pair as a character of its own must not be remembered; otherwise there is nothing left to read.
    if (run !== null && end > limit) run = { ...run };
    while (run !== null) {
      const pieceEnd = this.scanner.advance(run, end, true) ?? end;
      tokens += this.countPiece(run.start, pieceEnd, limit, used);
      run = this.scanner.following(run, pieceEnd, end, true);
    }
    this.spare = this.long;
    this.long = used;
    return tokens;
  }

  /** `limit`: where text begins that may still change and must not be taken in. */
  private countPiece(start: number, end: number, limit: number, used: Map<number, PrefixCount>): number {
    if (end - start <= LONG_PIECE) return this.pieces.count(this.text.slice(start, end));
    const prefix = this.long.get(start) ?? new PrefixCount(this.pieces.table, this.pairs);
    used.set(start, prefix);
    const taken = start + prefix.units;
    const stable = Math.min(end, limit);
    if (taken < stable) prefix.extend(this.text.slice(taken, stable));
    return end > stable ? prefix.peek(this.text.slice(stable, end)) : prefix.tokensAt(end - start);
  }
}
