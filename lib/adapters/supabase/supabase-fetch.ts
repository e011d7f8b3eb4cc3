/** Longer than any statement of ours takes; a database that is silent for so long is down. */
const DEADLINE_MS = 15_000;

/**
 * The `fetch` of every Supabase client on the server: ends after a deadline, and is never answered from a cache
 * (Next caches what its own patched `fetch` is not told to leave alone).
 */
export const supabaseFetch: typeof fetch = (input, init) => {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  return fetch(input, { ...init, signal, cache: "no-store" });
};
