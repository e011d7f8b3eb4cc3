import type { Embedder } from "@/lib/ports/embedder";

export const HASHED_DIMENSIONS = 64;

/** FNV-1a, so that the same word is the same number everywhere. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** Words as numbers: texts that share words are near each other. Every text has a vector, always the same one. */
export function hashedVector(text: string, dimensions = HASHED_DIMENSIONS): Float32Array {
  const vector = new Float32Array(dimensions);
  // A little of everything, so that a text without words has a direction, too.
  vector.fill(0.01);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const at = hashOf(word) % dimensions;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** A deterministic embedder without a model. */
export function createHashedEmbedder(model = "hashed-terms", dimensions = HASHED_DIMENSIONS): Embedder {
  return {
    model,
    dimensions,
    embed: async (texts, signal) => {
      await Promise.resolve();
      signal?.throwIfAborted();
      return texts.map((text) => hashedVector(text, dimensions));
    },
  };
}
