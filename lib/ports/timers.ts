/** Waiting, so that a test can move time by hand. */
export type Timers = {
  /** Calls `run` once, after at least `ms` milliseconds, unless the returned function is called first. */
  after(ms: number, run: () => void): () => void;
};
