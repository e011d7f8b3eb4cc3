const MOST_CHARACTERS = 80;
const FALLBACK = "conversation";

// Separators, what Windows refuses, controls, and marks that turn the reading direction around: "gpj.exe" for "exe.jpg".
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
/** Devices under Windows, whatever their extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A title as the name of a file, without its extension: safe under every system, and never empty. */
export function fileNameOf(title: string): string {
  const plain = title.toWellFormed().replace(UNSAFE, " ").replace(/\s+/gu, " ");
  const cut = Array.from(plain.trim()).slice(0, MOST_CHARACTERS).join("");
  const name = cut.replace(/^[.\s]+|[.\s]+$/gu, "");
  if (name === "") return FALLBACK;
  return RESERVED.test(name) ? `${FALLBACK} ${name}` : name;
}
