import process from "node:process";

let repaired = false;

/**
 * lite replaces process.emitWarning by a function that takes strings only, and throws out of anything that warns with
 * an Error: too many listeners, a deprecation. This hands it strings. Call it after lite has been loaded.
 */
export function repairWarnings(): void {
  if (repaired) return;
  repaired = true;
  const stringsOnly = process.emitWarning.bind(process) as (text: string, options?: unknown) => void;
  process.emitWarning = (warning: string | Error, options?: unknown): void => {
    if (typeof warning === "string") stringsOnly(warning, options);
    else
      stringsOnly(warning.message, {
        type: warning.name,
        ...("code" in warning ? { code: warning.code } : {}),
      });
  };
}
