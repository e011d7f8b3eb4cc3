import type { ReceiptAnswer } from "@/types/api";
import type { LeftOutReason, SeqRange } from "@/types/context";
import type { Receipt, ReceiptGlance, ReceiptLine } from "@/types/receipt";
import { capitalised, messagesInWords, rangesWords } from "./span-words";
import { tokenFigure, tokensInWords } from "./token-figure";

/** What a receipt says at a glance: "2,914 tokens", "3 recalled", "41 summarised". */
export function glanceParts({ tokens, recalled, summarised }: ReceiptGlance): string[] {
  const parts = [tokensInWords(tokens)];
  if (recalled > 0) parts.push(`${tokenFigure(recalled)} recalled`);
  if (summarised > 0) parts.push(`${tokenFigure(summarised)} summarised`);
  return parts;
}

/** What a line consists of: "v4, messages 1–41". */
export function lineFacts({ kind, ranges, version }: ReceiptLine, receipt: Receipt): string {
  const facts: string[] = [];
  if (version !== null) facts.push(`v${version}`);
  if (kind === "memories") facts.push(...memoriesFacts(receipt));
  if (ranges.length > 0) facts.push(rangesWords(ranges));
  return facts.join(", ");
}

/** "3 recalled, 2 always in". */
function memoriesFacts({ recalled }: Receipt): string[] {
  const standing = recalled.filter(({ why }) => why === "standing").length;
  const found = recalled.length - standing;
  return [...(found > 0 ? [`${found} recalled`] : []), ...(standing > 0 ? [`${standing} always in`] : [])];
}

const REASONS: Record<LeftOutReason, string> = {
  muted: "Muted by you",
  summarised: "Older than the window; the summary covered them",
  older: "Older than the window, and no summary covered them",
  thinking: "Thinking, never sent again",
  not_relevant: "Not relevant enough to be recalled",
  no_room: "No room to recall it",
  dropped: "Dropped by you from what is recalled",
};

function reasonWords(reason: LeftOutReason): string {
  return REASONS[reason];
}

/** What the call did not hold word for word: a summary stands for messages, and still leaves them out. */
export function leftOutOf({ leftOut, summarised }: Receipt): Receipt["leftOut"] {
  if (!summarised || leftOut.some(({ reason }) => reason === "summarised")) return leftOut;
  const { messages, range } = summarised;
  return [...leftOut, { reason: "summarised", messages, ranges: [range] }];
}

/** Which they are, or how many where that is all a receipt says. */
export function leftOutSpan({ messages, ranges }: Receipt["leftOut"][number]): string {
  return ranges.length === 0 ? messagesInWords(messages) : capitalised(rangesWords(ranges));
}

/** How many, where the span does not say it already, and why. */
export function leftOutWhy({ messages, ranges, reason }: Receipt["leftOut"][number]): string {
  return messages === 1 || ranges.length === 0
    ? reasonWords(reason)
    : `${messagesInWords(messages)} · ${reasonWords(reason)}`;
}

/** "3.2 s, 284 tokens/s"; seconds below a minute with one decimal. */
export function finishedWords(latencyMs: number, tokens: number): string {
  const seconds = `${(latencyMs / 1_000).toFixed(1)} s`;
  if (latencyMs <= 0 || tokens === 0) return seconds;
  return `${seconds}, ${tokenFigure(Math.round((tokens * 1_000) / latencyMs))} tokens/s`;
}

/** Messages that the receipt names and that are gone. */
export function deletedWords(deleted: readonly SeqRange[]): string {
  return `Deleted since: ${rangesWords(deleted)}. Their numbers stay, their text is gone.`;
}

/** Everything, for whoever wants to prove it or to count for themselves. */
export function receiptJson(answer: ReceiptAnswer): string {
  return JSON.stringify(answer, null, 2);
}
