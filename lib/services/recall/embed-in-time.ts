import type { Embedder } from "@/lib/ports/embedder";
import type { Timers } from "@/lib/ports/timers";
import type { RecallReason } from "@/types/recall";

/** How long a reply waits for a vector; recall goes by words alone after that. */
const DEADLINE_MS = 150;

export type InTime = {
  vector: { values: Float32Array; model: string } | null;
  why: Extract<RecallReason, "no_embedder" | "embedder_slow" | "embedder_failed"> | null;
  /** null where nobody was asked. */
  ms: number | null;
};

/** The vector of a text, or why there is none. Never throws, and never takes longer than the deadline. */
export async function embedInTime(
  { embedder, timers }: { embedder: Embedder | null; timers: Timers },
  text: string,
): Promise<InTime> {
  if (embedder === null) return { vector: null, why: "no_embedder", ms: null };
  const began = timers.elapsed();
  const abort = new AbortController();
  const outcome = await new Promise<Float32Array | NonNullable<InTime["why"]>>((resolve) => {
    const cancel = timers.after(DEADLINE_MS, () => {
      resolve("embedder_slow");
      abort.abort();
    });
    void vectorOf(embedder, text, abort.signal).then((vector) => {
      cancel();
      resolve(vector);
    });
  });
  const ms = timers.elapsed() - began;
  if (!(outcome instanceof Float32Array)) return { vector: null, why: outcome, ms };
  return { vector: { values: outcome, model: embedder.model }, why: null, ms };
}

async function vectorOf(
  embedder: Embedder,
  text: string,
  signal: AbortSignal,
): Promise<Float32Array | "embedder_failed"> {
  try {
    const [vector] = await embedder.embed([text], signal);
    return vector ?? "embedder_failed";
  } catch {
    return "embedder_failed";
  }
}
