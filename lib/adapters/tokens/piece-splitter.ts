import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import { createClassifier, DIGIT, LETTER, LOWER, NEWLINE, SPACE, SYMBOL, UPPER } from "./character-class";

const ASCII = 128;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const BLANK = 0x20;
/** Where ASCII alone does not decide. */
const UNDECIDED = -1;

/**
 * Cuts a text into pieces as the split pattern does. Most pieces are plain ASCII and are found by hand, some four times
 * as fast; whatever touches other characters or an apostrophe is left to the pattern itself.
 */
export class PieceSplitter {
  private readonly pattern: RegExp;
  private readonly classes = new Uint8Array(ASCII);
  private readonly slashCloses: boolean;

  constructor(pattern: string, encoding: TokenEncoding) {
    this.pattern = new RegExp(pattern, "uy");
    this.slashCloses = encoding === "o200k_base";
    const classify = createClassifier(encoding);
    for (let code = 0; code < ASCII; code += 1) this.classes[code] = classify(code);
  }

  /** Where the piece ends that begins at `start`. */
  endOf(text: string, start: number): number {
    const end = this.asciiEnd(text, start);
    if (end !== UNDECIDED) return end;
    this.pattern.lastIndex = start;
    // Every character is in one of the pattern's alternatives.
    return this.pattern.test(text) ? this.pattern.lastIndex : text.length;
  }

  private asciiEnd(text: string, start: number): number {
    const first = this.classAt(text, start);
    if (first & LETTER) return this.endOfWord(text, start);
    if (first & DIGIT) return this.endOfDigits(text, start);
    if (first & NEWLINE) return this.endOfSpace(text, start);
    if (first === 0 || text.charCodeAt(start) === APOSTROPHE) return UNDECIDED;
    return this.endAfterMark(text, start, first);
  }

  private endAfterMark(text: string, start: number, first: number): number {
    if (start + 1 === text.length) return start + 1;
    const next = this.classAt(text, start + 1);
    if (next === 0) return UNDECIDED;
    if (next & LETTER) return this.endOfWord(text, start + 1);
    if (first & SYMBOL) return this.endOfSymbols(text, start);
    const plain = text.charCodeAt(start) === BLANK;
    return plain && next & SYMBOL ? this.endOfSymbols(text, start + 1) : this.endOfSpace(text, start);
  }

  private endOfWord(text: string, start: number): number {
    let end = start;
    while (this.classAt(text, end) & UPPER) end += 1;
    while (this.classAt(text, end) & LOWER) end += 1;
    if (end === text.length) return end;
    const undecided = this.classAt(text, end) === 0 || text.charCodeAt(end) === APOSTROPHE;
    return undecided ? UNDECIDED : end;
  }

  private endOfDigits(text: string, start: number): number {
    let end = start;
    while (end < start + 3 && this.classAt(text, end) & DIGIT) end += 1;
    return end === start + 3 || !this.isForeign(text, end) ? end : UNDECIDED;
  }

  private endOfSymbols(text: string, start: number): number {
    let end = start;
    while (this.classAt(text, end) & SYMBOL) end += 1;
    if (this.isForeign(text, end)) return UNDECIDED;
    while (this.closesSymbols(text, end)) end += 1;
    return end;
  }

  private closesSymbols(text: string, at: number): boolean {
    if (this.classAt(text, at) & NEWLINE) return true;
    return this.slashCloses && text.charCodeAt(at) === SLASH;
  }

  private endOfSpace(text: string, start: number): number {
    let end = start;
    let afterNewline = start;
    for (;;) {
      const kind = this.classAt(text, end);
      if (!(kind & (SPACE | NEWLINE))) break;
      end += 1;
      if (kind & NEWLINE) afterNewline = end;
    }
    if (this.isForeign(text, end)) return UNDECIDED;
    if (afterNewline > start) return afterNewline;
    return end === text.length ? end : Math.max(end - 1, start + 1);
  }

  private isForeign(text: string, at: number): boolean {
    return at < text.length && text.charCodeAt(at) >= ASCII;
  }

  /** 0 outside ASCII and after the end. */
  private classAt(text: string, at: number): number {
    const code = at < text.length ? text.charCodeAt(at) : ASCII;
    return code < ASCII ? (this.classes[code] ?? 0) : 0;
  }
}
