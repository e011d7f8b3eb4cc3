/** Longer than any statement of ours takes; a database that is silent for so long is down. */
const DEADLINE_MS = 15_000;

/** SQLSTATE "connection failure". */
const AWAY = { code: "08006", message: "Supabase cannot be reached." };

/**
 * The `fetch` of every Supabase client on the server. It ends after a deadline and is never answered from a cache (Next
 * caches what its own patched `fetch` is not told to leave alone). A Supabase that is away shows as an answer with
 * status 500: after a failed or a 503 one supabase-js would try again for seconds, and in that time nobody would be
 * told anything.
 */
export const supabaseFetch: typeof fetch = async (input, init) => {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  try {
    const answer = await fetch(input, { ...init, signal, cache: "no-store" });
    return answer.status === 503 || answer.status === 520 ? away() : answer;
  } catch {
    return away();
  }
};

function away(): Response {
  return Response.json(AWAY, { status: 500 });
}
