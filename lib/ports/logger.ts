type Write = (fields: Record<string, unknown>, event: string) => void;

/** Structured lines: ids, counts and milliseconds. Never content, never a secret. */
export type Logger = { info: Write; warn: Write; error: Write };
