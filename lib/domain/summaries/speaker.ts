/** Opens a line or a fact that quotes a reply. What has no such opening is the user's, or a summary's own words. */
const REPLY = "Reply: ";

/** A quoted sentence with its speaker, where that is not the user. */
export function withSpeaker(role: string, sentence: string): string {
  return role === "user" || role === "system" ? sentence : `${REPLY}${sentence}`;
}

/** Who said what a line or a fact quotes, and the bare words. */
export function speakerOf(text: string): { role: "user" | "assistant"; words: string } {
  if (!text.startsWith(REPLY)) return { role: "user", words: text };
  return { role: "assistant", words: text.slice(REPLY.length) };
}
