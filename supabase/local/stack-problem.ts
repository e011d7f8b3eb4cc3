/** A reason not to start or not to go on, as one plain sentence for the person at the terminal. */
export class StackProblem extends Error {
  override readonly name = "StackProblem";
}

/** The sentence for anything thrown during a start: ours as it is, a full disk by name, the rest by its message. */
export function sentenceFor(thrown: unknown): string {
  if (thrown instanceof StackProblem) return thrown.message;
  if (isFullDisk(thrown)) {
    return "The disk is full, so the database cannot be opened. Free some space and start again; nothing was lost.";
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return `The embedded Supabase could not start: ${message}`;
}

/** PGlite reports a full disk in words or as an Emscripten errno, Node as ENOSPC. */
export function isFullDisk(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && (error.code === "ENOSPC" || error.code === "53100")) return true;
    if (/ENOSPC|no space left on device/i.test(error.message)) return true;
  }
  return false;
}
