/** Turns texts into vectors whose cosine says how alike their meanings are. */
export type Embedder = {
  /** The name that is stored with every vector; vectors of different models are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /**
   * One vector of length 1 for each text, in order. Throws an AppError: provider_unavailable while it cannot work,
   * and the signal's own reason once that is aborted, at once, whatever is still being computed. Where the model cannot read
   * one of the texts, the error's details have `refusedText: true`.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
};
