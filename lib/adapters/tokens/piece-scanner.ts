import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import {
  createClassifier,
  DIGIT,
  EITHER,
  LETTER,
  LOWER,
  NEWLINE,
  SPACE,
  SYMBOL,
  UPPER,
  type Classifier,
} from "./character-class";
import type { GrowingText } from "./growing-text";

/** A piece that is being read: everything before `at` has been looked at and belongs to its run of characters. */
export type Run = {
  readonly kind: "word" | "symbols" | "space" | "fixed";
  readonly start: number;
  at: number;
  /** Words: after the last letter that may end one while no small letter has come. Space: after the last newline. -1: none. */
  split: number;
  /** Words: a small letter has come. Symbols: the newlines after them have begun. */
  closing: boolean;
};

const CONTRACTIONS: ReadonlySet<string> = new Set(["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"]);
/** Ends of a text after which a contraction may still come. */
const OPEN_CONTRACTIONS: ReadonlySet<string> = new Set(["", "'", "'r", "'v", "'l"]);

/** A remainder of this many units is handed on unread, so that long runs are read once. */
const LONG_REMAINDER = 64;

/**
 * The split patterns of o200k_base and cl100k_base as a machine that can stop at the end of a text and go on when more
 * arrives. Each method takes the limit up to which text is known; `final` means that nothing will follow it.
 */
export class PieceScanner {
  private readonly classify: Classifier;
  private readonly isO200k: boolean;
  private readonly text: GrowingText;

  constructor(text: GrowingText, encoding: TokenEncoding) {
    this.text = text;
    this.classify = createClassifier(encoding);
    this.isO200k = encoding === "o200k_base";
  }

  /** The run that begins at an offset, or null while its first characters do not tell its kind. */
  open(start: number, limit: number, final: boolean): Run | null {
    if (start >= limit) return null;
    if (!this.isO200k) {
      const contraction = this.contractionAt(start, limit, final);
      if (contraction === null) return null;
      if (contraction > 0) return fixed(start, start + contraction);
    }
    const first = this.classAt(start, limit);
    if (first & LETTER) return run("word", start, start);
    if (first & DIGIT) return this.digits(start, limit, final);
    if (first & NEWLINE) return run("space", start, start);
    return this.openAfterMark(start, limit, final);
  }

  /** Reads on. The offset where the piece ends, or null when that takes more text. */
  advance(run: Run, limit: number, final: boolean): number | null {
    switch (run.kind) {
      case "fixed":
        return run.at;
      case "word":
        return this.advanceWord(run, limit, final);
      case "symbols":
        return this.advanceSymbols(run, limit) ?? (final ? run.at : null);
      case "space":
        return this.advanceSpace(run, limit) ?? (final ? endAtSplit(run) : null);
      default:
        return run.kind satisfies never;
    }
  }

  /** The run after a piece that ended at `end`. */
  following(run: Run, end: number, limit: number, final: boolean): Run | null {
    // What a word or white space leaves behind its split is of one kind throughout, and has been read.
    if (end === run.split && run.at - end >= LONG_REMAINDER) {
      return { kind: run.kind, start: end, at: run.at, split: -1, closing: false };
    }
    return this.open(end, limit, final);
  }

  /** A symbol or a space goes to the word after it, a plain space also to the symbols after it. */
  private openAfterMark(start: number, limit: number, final: boolean): Run | null {
    const second = start + this.sizeAt(start, limit);
    if (second >= limit && !final) return null;
    const next = this.classAt(second, limit);
    if (next & LETTER) return run("word", start, second);
    if (this.classAt(start, limit) & SYMBOL) return run("symbols", start, start);
    const plain = this.text.unitAt(start) === 0x20;
    return plain && next & SYMBOL ? run("symbols", start, second) : run("space", start, start);
  }

  private advanceWord(run: Run, limit: number, final: boolean): number | null {
    while (run.at < limit) {
      const kind = this.classAt(run.at, limit);
      if (!(kind & LETTER) || (run.closing && kind & UPPER)) return this.endOfWord(run, limit, final);
      run.at += this.sizeAt(run.at, limit);
      if (kind & LOWER) run.closing = true;
      if (kind & EITHER) run.split = run.at;
    }
    return final ? endOfLetters(run) : null;
  }

  private endOfWord(run: Run, limit: number, final: boolean): number | null {
    const end = endOfLetters(run);
    if (!this.isO200k) return end;
    const contraction = this.contractionAt(end, limit, final);
    return contraction === null ? null : end + contraction;
  }

  private advanceSymbols(run: Run, limit: number): number | null {
    while (run.at < limit) {
      const kind = this.classAt(run.at, limit);
      const closes = kind & NEWLINE || (this.isO200k && this.text.unitAt(run.at) === 0x2f);
      if (run.closing ? !closes : !closes && !(kind & SYMBOL)) return run.at;
      if (kind & NEWLINE) run.closing = true;
      run.at += this.sizeAt(run.at, limit);
    }
    return null;
  }

  private advanceSpace(run: Run, limit: number): number | null {
    while (run.at < limit) {
      const kind = this.classAt(run.at, limit);
      if (!(kind & (SPACE | NEWLINE))) return endBeforeText(run);
      run.at += 1;
      if (kind & NEWLINE) run.split = run.at;
    }
    return null;
  }

  /** Up to three digits. */
  private digits(start: number, limit: number, final: boolean): Run | null {
    let end = start;
    for (let count = 0; count < 3; count += 1) {
      if (end >= limit) return final ? fixed(start, end) : null;
      if (!(this.classAt(end, limit) & DIGIT)) break;
      end += this.sizeAt(end, limit);
    }
    return fixed(start, end);
  }

  /** Units of a contraction ('s, 'll …): 0 when there is none, null when that takes more text. */
  private contractionAt(offset: number, limit: number, final: boolean): number | null {
    if (offset < limit && this.text.unitAt(offset) !== 0x27) return 0;
    const start = this.text.slice(offset, Math.min(offset + 3, limit)).toLowerCase();
    if (CONTRACTIONS.has(start)) return start.length;
    if (CONTRACTIONS.has(start.slice(0, 2))) return 2;
    return final || !OPEN_CONTRACTIONS.has(start) ? 0 : null;
  }

  private classAt(offset: number, limit: number): number {
    return offset < limit ? this.classify(this.text.codePointAt(offset, limit)) : 0;
  }

  private sizeAt(offset: number, limit: number): number {
    return this.text.codePointAt(offset, limit) > 0xffff ? 2 : 1;
  }
}

function run(kind: "word" | "symbols" | "space", start: number, at: number): Run {
  return { kind, start, at, split: -1, closing: false };
}

function fixed(start: number, end: number): Run {
  return { kind: "fixed", start, at: end, split: -1, closing: false };
}

/** Letters without a small one end after the last that may end a word, or are capitals throughout. */
function endOfLetters(run: Run): number {
  return run.closing ? run.at : endAtSplit(run);
}

function endAtSplit(run: Run): number {
  return run.split === -1 ? run.at : run.split;
}

/** White space before text leaves its last character to what follows, unless it holds a newline or is alone. */
function endBeforeText(run: Run): number {
  if (run.split !== -1) return run.split;
  return Math.max(run.at - 1, run.start + 1);
}
