/** The parts of lite's connection classes that the stack holds on to; the rest of them is not typed usefully. */
export type LiteConnection = {
  normalizeDbError: (error: unknown) => unknown;
  clearSchemaCache: () => Promise<void>;
  close: () => Promise<void>;
};
