/** A character that PostgreSQL cannot store, and where it is. */
export type Unstorable = {
  /** UTF-16 units before it. */
  position: number;
  what: "NUL" | "lone surrogate";
};

// A high surrogate without a low one after it, or a low one without a high one before it.
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The first character of a text that cannot be stored, or null. */
export function findUnstorable(text: string): Unstorable | null {
  const position = text.search(UNSTORABLE);
  if (position === -1) return null;
  return { position, what: text.charCodeAt(position) === 0 ? "NUL" : "lone surrogate" };
}
