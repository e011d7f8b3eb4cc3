/** Waiting and measuring, so that a test can move time by hand. */
export type Timers = {
  /** Calls `run` once, after at least `ms` milliseconds, unless the returned function is called first. */
  after(ms: number, run: () => void): () => void;
  /** Whole milliseconds since some fixed moment. Unlike a clock it never jumps. */
  elapsed(): number;
};
