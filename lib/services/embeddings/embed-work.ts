import { AppError } from "@/lib/domain/errors";
import { passagesOf } from "@/lib/domain/retrieval/passages";
import type { Embedder } from "@/lib/ports/embedder";
import type { EmbeddingWork, NewVectors } from "@/lib/ports/vector-store";

type Mine = Extract<EmbeddingWork, { kind: "mine" }>;

/** Makes the vectors of what lacks them, passage by passage. Throws what the embedder throws. */
export async function embedWork(
  embedder: Embedder,
  { messages, memories }: Mine,
  signal: AbortSignal,
): Promise<NewVectors> {
  const texts = [...messages, ...memories].map(({ content }) =>
    content === null ? [] : passagesOf(content),
  );
  const vectors = await embedEach(embedder, texts, signal);
  return {
    messages: messages.map(({ id, conversationId, seq }, at) => ({
      id,
      conversationId,
      seq,
      vectors: vectors[at] ?? [],
    })),
    memories: memories.map((memory, at) => ({ ...memory, vectors: vectors[messages.length + at] ?? [] })),
  };
}

/** All at once; a text that a model refuses to read is left without a vector, so that it does not stop the others. */
async function embedEach(
  embedder: Embedder,
  texts: readonly string[][],
  signal: AbortSignal,
): Promise<Float32Array[][]> {
  try {
    const all = await embedder.embed(texts.flat(), signal);
    let from = 0;
    return texts.map(({ length }) => all.slice(from, (from += length)));
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  // Where not even this is read, the fault is not with the texts.
  await embedder.embed(["ready"], signal);
  const vectors: Float32Array[][] = [];
  for (const passages of texts) vectors.push(await embedAlone(embedder, passages, signal));
  return vectors;
}

async function embedAlone(
  embedder: Embedder,
  passages: string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  try {
    return await embedder.embed(passages, signal);
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.details?.["refusedText"] === true;
}
