/** Runs pieces of asynchronous work; whether they may overlap is the business of the value. */
export type Serialiser = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Each piece of work starts when the one before has ended, in the order of the calls. PGlite has one session: what
 * overlaps there runs in another request's transaction and role.
 */
export function oneAtATime(): Serialiser {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = tail.then(work);
    tail = result.then(ignore, ignore);
    return result;
  };
}

/** For a database with a connection for each transaction. */
export const allAtOnce: Serialiser = (work) => work();

function ignore(): void {
  // The caller hears of the outcome; the queue only waits for it.
}
