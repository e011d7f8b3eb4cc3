import { cutAtWord } from "../summaries/gist";

const PREVIEW_CHARACTERS = 160;

/** The beginning of a text on one line, cut at a word. */
export function previewOf(text: string): string {
  return cutAtWord(
    text
      .slice(0, 4 * PREVIEW_CHARACTERS)
      .replace(/\s+/g, " ")
      .trim(),
    PREVIEW_CHARACTERS,
  );
}
