import { tokenFigure } from "@/components/context/token-figure";

/** What is kept instead of the reserve that was asked for (both in tokens), or null where it is the same. */
export function reserveWords(wanted: number | null, kept: number, longestReply: number): string | null {
  if (wanted === null || wanted === kept) return null;
  const figure = tokenFigure(kept);
  return kept === longestReply
    ? `The model’s longest reply is ${figure}; no more is kept.`
    : `At this budget ${figure} are kept.`;
}
