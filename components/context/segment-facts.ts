import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ContextItem, SegmentKind } from "@/types/context";
import { messagesInWords } from "./span-words";

export type HeldKind = Exclude<SegmentKind, "reserve" | "free">;

/** Always listed, greyed at 0; the others once they hold something. */
const ALWAYS: ReadonlySet<HeldKind> = new Set<HeldKind>(["system", "pinned", "summary", "recent"]);
const ORDER: readonly HeldKind[] = ["system", "tools", "pinned", "memories", "summary", "recent"];

/** The parts to list, in the bar's order. */
export function shownKinds(meter: Meter): HeldKind[] {
  return ORDER.filter(
    (kind) =>
      ALWAYS.has(kind) || meter.segments.some((segment) => segment.kind === kind && segment.tokens > 0),
  );
}

/** What a part consists of, in a word or two. */
export function segmentFacts(
  kind: HeldKind,
  meter: Meter,
  items: readonly ContextItem[],
  agentName: string,
): string {
  switch (kind) {
    case "system":
      return agentName;
    case "tools":
      return items.length === 0 ? "" : `${items.length} ${items.length === 1 ? "tool" : "tools"}`;
    case "pinned":
      return messagesInWords(meter.pinned.messages);
    case "memories":
      return memoriesFacts(items);
    case "summary":
      return summaryFacts(meter);
    case "recent":
      return messagesInWords(items.length || recentOf(meter));
    default:
      return kind satisfies never;
  }
}

/** "3 recalled, 2 always in"; nothing until the items are read: only a part that holds something is listed. */
function memoriesFacts(items: readonly ContextItem[]): string {
  if (items.length === 0) return "";
  const standing = items.filter(({ recalled }) => recalled?.why === "standing").length;
  const found = `${items.length - standing} recalled`;
  return standing === 0 ? found : `${found}, ${standing} always in`;
}

function summaryFacts({ summary }: Meter): string {
  return summary ? messagesInWords(summary.messages) : "none yet";
}

/** Until the items are read. */
function recentOf({ verbatim }: Meter): number {
  return verbatim?.messages ?? 0;
}

/** "5.2 %", "30 %": one decimal under 10. */
export function shareWords(tokens: number, budget: number): string {
  const share = (tokens / budget) * 100;
  return `${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}
