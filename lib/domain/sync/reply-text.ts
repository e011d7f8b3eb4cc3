import type { ReplyText } from "./chat-state";

const EMPTY: ReplyText = {
  text: "",
  textSeen: 0,
  thinking: "",
  thinkingSeen: 0,
  tokens: 0,
  thinkingTokens: 0,
};

/** What `text` becomes with a piece at `offset` (UTF-16 units): a replay or a gap leaves it as it is. */
function extended(text: string, offset: number, piece: string): string {
  if (offset > text.length || offset + piece.length <= text.length) return text;
  return text + piece.slice(text.length - offset);
}

/** Takes one piece of a reply in; returns the same object when it brings nothing new. */
export function takePiece(
  before: ReplyText | undefined,
  kind: "delta" | "thinking",
  piece: { offset: number; text: string; tokens: number },
): ReplyText {
  const known = before ?? EMPTY;
  const end = piece.offset + piece.text.length;
  if (kind === "thinking") {
    const thinking = extended(known.thinking, piece.offset, piece.text);
    const thinkingSeen = Math.max(known.thinkingSeen, end);
    const thinkingTokens = Math.max(known.thinkingTokens, piece.tokens);
    if (before && thinking === known.thinking && thinkingSeen === known.thinkingSeen) return before;
    return { ...known, thinking, thinkingSeen, thinkingTokens };
  }
  const text = extended(known.text, piece.offset, piece.text);
  const textSeen = Math.max(known.textSeen, end);
  const tokens = Math.max(known.tokens, piece.tokens);
  if (before && text === known.text && textSeen === known.textSeen && tokens === known.tokens) return before;
  return { ...known, text, textSeen, tokens };
}
