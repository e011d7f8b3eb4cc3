import type { HistoryTurn } from "./whole-turns";

/** A step of the window leaves at most this share of the room filled, so that the next step is far off. */
const FILLED_AFTER_STEP = 0.6;
/** And at most this share of `windowSize`. */
const SIZE_AFTER_STEP = 0.75;
/** Below this share of the room the window goes back to older messages, where there are any. */
const ALMOST_EMPTY = 0.3;

export type WindowInput = {
  /** Whole turns that no summary covers, oldest first. */
  turns: readonly HistoryTurn[];
  /** Last seq of what is older than these and was not read, or belongs to no whole turn; 0 when there is nothing. */
  unreadTo: number;
  /** Tokens that the history may take when the first `start` turns are out; the pinned messages among them cost room. */
  roomAt: (start: number) => number;
  /** Messages at most; null: as many as fit. */
  windowSize: number | null;
  /** Where the last call's window began; 0 before the first. */
  windowFrom: number;
  /** Everything that no summary covers goes in where it fits, wherever the last window began. */
  prefersAll: boolean;
};

/**
 * How many of the oldest turns are out. The start stays where it was as long as all that came since fits; then it
 * advances far enough that the next calls begin with the same text again, instead of losing a turn a turn.
 */
export function windowStart(input: WindowInput): number {
  const window = new Candidates(input);
  const { turns, unreadTo, windowFrom, prefersAll } = input;
  if (prefersAll && unreadTo === 0 && window.fits(0)) return 0;
  const last = firstFrom(turns, windowFrom);
  // What was not read did not fit beside what was, so a window that reaches into it does not fit either.
  const whole = unreadTo === 0 || windowFrom > unreadTo;
  const start = whole && window.fits(last) ? movedBack(window, last) : advanced(window, last, turns.length);
  return start === turns.length ? newestIfItFits(window, turns.length) : start;
}

function firstFrom(turns: readonly HistoryTurn[], seq: number): number {
  const index = turns.findIndex((turn) => turn.seq >= seq);
  return index === -1 ? turns.length : index;
}

function movedBack(window: Candidates, from: number): number {
  if (!window.isAlmostEmpty(from)) return from;
  let start = from;
  while (start > 0 && window.isRoomy(start - 1)) start -= 1;
  return start;
}

function advanced(window: Candidates, from: number, turns: number): number {
  for (let start = from; start < turns; start += 1) if (window.isRoomy(start)) return start;
  return turns;
}

/** A newest turn that takes more than a step leaves still goes in while it fits at all. */
function newestIfItFits(window: Candidates, turns: number): number {
  return turns > 0 && window.fits(turns - 1) ? turns - 1 : turns;
}

/** Sizes of every window that begins with a whole turn. */
class Candidates {
  readonly #input: WindowInput;
  readonly #tokens: number[];
  readonly #messages: number[];

  constructor(input: WindowInput) {
    this.#input = input;
    this.#tokens = suffixSums(input.turns.map((turn) => turn.tokens));
    this.#messages = suffixSums(input.turns.map((turn) => turn.sent.length));
  }

  fits(start: number): boolean {
    return this.#within(start, 1, 1);
  }

  /** As small as a step makes it. */
  isRoomy(start: number): boolean {
    return this.#within(start, FILLED_AFTER_STEP, SIZE_AFTER_STEP);
  }

  isAlmostEmpty(start: number): boolean {
    return (this.#tokens[start] ?? 0) < this.#input.roomAt(start) * ALMOST_EMPTY;
  }

  #within(start: number, share: number, sizeShare: number): boolean {
    const { windowSize, roomAt } = this.#input;
    if (windowSize !== null && (this.#messages[start] ?? 0) > windowSize * sizeShare) return false;
    return (this.#tokens[start] ?? 0) <= roomAt(start) * share;
  }
}

/** One longer than the values: the last, of nothing, is 0. */
function suffixSums(values: readonly number[]): number[] {
  const sums = new Array<number>(values.length + 1).fill(0);
  for (let index = values.length - 1; index >= 0; index -= 1) {
    sums[index] = (sums[index + 1] ?? 0) + (values[index] ?? 0);
  }
  return sums;
}
