import type { KnownModel } from "@/lib/ports/vector-store";

/**
 * The model whose vectors serve while those of the wanted one are made: one that is complete. Null when the wanted one
 * can serve itself: it is complete, or nothing better is there.
 */
export function earlierModel(wanted: string, models: readonly KnownModel[]): string | null {
  if (models.some(({ model, complete }) => model === wanted && complete)) return null;
  return models.find(({ model, complete }) => model !== wanted && complete)?.model ?? null;
}
