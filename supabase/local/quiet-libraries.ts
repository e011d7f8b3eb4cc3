let quiet: (() => boolean) | undefined;

/**
 * lite writes every database error to the console, rows and all. While `when` holds, its words go nowhere: the caller
 * gets the error as an answer, and logs carry no content.
 */
export function quietLibraries(when: () => boolean): void {
  const installed = quiet !== undefined;
  quiet = when;
  if (installed) return;
  for (const method of ["log", "info", "warn", "error"] as const) {
    const original = console[method].bind(console);
    console[method] = (...words: unknown[]) => {
      if (quiet?.() !== true) original(...words);
    };
  }
}
