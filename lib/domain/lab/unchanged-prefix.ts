/** A call as it was sent: its messages with their tokens, overheads included, in the order in which they went. */
export type SentCall = {
  messages: readonly { role: string; content: string }[];
  /** One for each message; the first also has what the template adds to the whole prompt. */
  tokens: readonly number[];
};

/**
 * Tokens at the beginning of a call that the call before it began with too: what a provider's cache need not read
 * again. A first message that has grown or changed counts as far as its whole lines are the same; `systemTokens` says
 * what such a beginning takes.
 */
export function unchangedTokens(
  before: SentCall | null,
  now: SentCall,
  systemTokens: (text: string) => number,
): number {
  if (before === null) return 0;
  let unchanged = 0;
  for (const [index, message] of now.messages.entries()) {
    const earlier = before.messages[index];
    if (earlier === undefined || earlier.role !== message.role) return unchanged;
    if (earlier.content !== message.content) {
      return index === 0 && message.role === "system"
        ? systemTokens(sharedLines(earlier.content, message.content))
        : unchanged;
    }
    unchanged += now.tokens[index] ?? 0;
  }
  return unchanged;
}

/** The whole lines with which both texts begin. */
function sharedLines(one: string, other: string): string {
  const longest = Math.min(one.length, other.length);
  let same = 0;
  while (same < longest && one.charCodeAt(same) === other.charCodeAt(same)) same += 1;
  const cut =
    same === longest && isLineEnd(one, same) && isLineEnd(other, same)
      ? same
      : one.lastIndexOf("\n", same - 1) + 1;
  return one.slice(0, cut);
}

function isLineEnd(text: string, at: number): boolean {
  return at === text.length || text[at] === "\n";
}
