/** A call as it was sent: its messages with their tokens, overheads included, in the order in which they went. */
export type SentCall = {
  messages: readonly { role: string; content: string }[];
  /** One for each message; the first also has what the template adds to the whole prompt. */
  tokens: readonly number[];
};

/** What is the same. `opening`: the beginning of a changed first message, not counted yet; "" where there is none. */
export type UnchangedPrefix = { tokens: number; opening: string };

/**
 * The beginning of a call that the call before it began with too: what a provider's cache need not read again. A system
 * message that has grown or changed counts as far as its whole lines are the same.
 */
export function unchangedPrefix(before: SentCall | null, now: SentCall): UnchangedPrefix {
  let tokens = 0;
  for (const [index, message] of now.messages.entries()) {
    const earlier = before?.messages[index];
    if (earlier === undefined || earlier.role !== message.role) break;
    if (earlier.content !== message.content) {
      const system = index === 0 && message.role === "system";
      return { tokens, opening: system ? sharedLines(earlier.content, message.content) : "" };
    }
    tokens += now.tokens[index] ?? 0;
  }
  return { tokens, opening: "" };
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
