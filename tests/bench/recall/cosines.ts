import { passagesOf } from "@/lib/domain/retrieval/passages";
import type { Embedder } from "@/lib/ports/embedder";
import { storedTurn, type EvalConversation } from "./eval-conversation";
import type { Cosines } from "./memory-pool";

const AT_ONCE = 16;
/** What nothing was said by is as far as can be. */
const FARTHEST = -1;

/** Of every turn, by its nearest passage, with each of these questions. */
export async function cosinesOf(
  embedder: Embedder,
  conversation: EvalConversation,
  questions: readonly string[],
): Promise<Cosines> {
  const passages = conversation.turns.flatMap((turn, at) =>
    passagesOf(storedTurn(conversation, turn).content).map((text) => ({ at, text })),
  );
  const vectors = await embedAll(
    embedder,
    passages.map(({ text }) => text),
  );
  const asked = await embedAll(embedder, questions);
  const vectorOf = new Map(questions.map((question, at) => [question, asked[at]]));
  return (question) => {
    const vector = vectorOf.get(question);
    if (vector === undefined) throw new RangeError(`no vector of ${question}`);
    const best = conversation.turns.map(() => FARTHEST);
    for (const [of, { at }] of passages.entries()) {
      best[at] = Math.max(best[at] ?? FARTHEST, dot(vector, vectors[of] ?? vector));
    }
    return best;
  };
}

/** Alike lengths together: a batch is as slow as its longest text. */
async function embedAll(embedder: Embedder, texts: readonly string[]): Promise<Float32Array[]> {
  const order = [...texts.keys()].sort((a, b) => (texts[a] ?? "").length - (texts[b] ?? "").length);
  const vectors = new Map<number, Float32Array>();
  for (let from = 0; from < order.length; from += AT_ONCE) {
    const batch = order.slice(from, from + AT_ONCE);
    const made = await embedder.embed(batch.map((at) => texts[at] ?? ""));
    for (const [of, at] of batch.entries()) {
      const vector = made[of];
      if (vector !== undefined) vectors.set(at, vector);
    }
  }
  return [...texts.keys()].map((at) => vectors.get(at) ?? new Float32Array(embedder.dimensions));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
