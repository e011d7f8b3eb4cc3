/** Closes the first reply of a conversation. */
export const INTRODUCTION =
  "I am the offline model: I quote what was said in this conversation, and know nothing else. With a provider key a real model answers.";
/** Closes every later one. */
export const SIGNATURE = "— offline model";
export const NOTED = "Noted: ";
export const NOTHING_FOUND = "Nothing in this conversation says";

const OPENINGS = [NOTED, NOTHING_FOUND];

/** Whether a reply is one of the offline model's, whole or broken off. Those only repeat others, so nobody quotes them. */
export function isOfflineReply(text: string): boolean {
  const trimmed = text.trimEnd();
  if (trimmed.endsWith(SIGNATURE) || trimmed.endsWith(INTRODUCTION)) return true;
  return (
    OPENINGS.some((opening) => trimmed.startsWith(opening)) ||
    /^(?:- )?“[^”]+” — (?:you|an earlier reply) said/.test(trimmed)
  );
}
