import type { LeftOutItem } from "@/types/context";
import type { BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import type { NearlyRecalled } from "./choose-for-call";
import type { ContentsPart } from "./contents-part";
import { memoryItems, type MemoryItem } from "./memory-items";
import { previewOf } from "./preview";
import { factsOfRecalled } from "./recalled-facts";
import { scaledPart } from "./scale";

const NO_PRICES = { pin: null, mute: null, compress: null };

/** The memories segment, thing by thing, with the prices of keeping one in and of dropping it. */
export function memoryParts(context: ContextInput, built: BuiltContext): ContentsPart[] {
  return memoryItems(context, built).map((item) => memoryPart(item, context));
}

/** Standing ones are edited or forgotten on their own page; what was searched for is dropped or kept in here. */
function memoryPart({ facts, text, counted }: MemoryItem, { scale }: ContextInput): ContentsPart {
  const price = scaledPart(scale, counted);
  const prices =
    facts.why === "standing"
      ? NO_PRICES
      : // Kept in, it is no longer a matter of its score: what it costs in this call it costs in each.
        { pin: facts.mark === "pin" ? -price : price, mute: -price, compress: null };
  return { kind: "memories", message: null, preview: previewOf(text), counted, prices, recalled: facts };
}

/** What was found for the call and is not in it, with the score that would have been enough. */
export function nearlyItems(
  nearly: { items: readonly NearlyRecalled[]; needs: number | null } | undefined,
  scale: ContextInput["scale"],
): LeftOutItem[] {
  if (nearly === undefined) return [];
  return nearly.items.map(({ item, reason, tokens: counted }): LeftOutItem => {
    const tokens = scaledPart(scale, counted);
    const mark = reason === "dropped" ? ("drop" as const) : null;
    return {
      reason,
      span: { messages: 1, from: item.seq ?? 0, to: item.seq ?? 0 },
      message: null,
      preview: previewOf(item.content),
      tokens,
      price: tokens,
      recalled: { ...factsOfRecalled(item), mark, needs: nearly.needs },
    };
  });
}
