/** Splits text into pieces of about a token each; together they are the text again. Never splits a character. */
export function replyPieces(text: string): string[] {
  return text.match(/\s*[^\s]{1,5}|\s+/gu) ?? [];
}
