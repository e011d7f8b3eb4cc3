import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import { tokenFigure } from "@/components/context/token-figure";

/** Words of a text as a reader would count them. */
export function wordCount(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** "Thought for 4 s", or without the time where the model does not say it. */
export function thoughtTitle(ms: number | null): string {
  if (ms === null) return "Thinking";
  return ms < 1_000 ? "Thought for under 1 s" : `Thought for ${Math.round(ms / 1_000)} s`;
}

/** "0:38", "12:05". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "14 s", and from a minute on "1:05". */
export function waitWords(ms: number): string {
  return ms < 60_000 ? `${Math.max(1, Math.ceil(ms / 1_000))} s` : clock(ms);
}

/** Our count of a call beside the provider's, or ours alone where the provider sends none. */
export function usageWords(entry: ReplyEntry): string {
  const { usage } = entry;
  if (!usage) return `${tokenFigure(entry.tokenCount)} tokens`;
  const ours = `${tokenFigure(usage.countedPromptTokens)} in, ${tokenFigure(usage.countedCompletionTokens)} out`;
  if (usage.source === "counted") return `Counted ${ours}`;
  const theirs = `${tokenFigure(usage.promptTokens)} in, ${tokenFigure(usage.completionTokens)} out`;
  return `Counted ${ours} · provider ${theirs}`;
}

/** What else the provider told of the call, for the tip. */
export function usageDetails(entry: ReplyEntry): string | undefined {
  const { usage } = entry;
  if (!usage || usage.source === "counted") return undefined;
  const parts: string[] = [];
  if (usage.cachedTokens > 0)
    parts.push(`${tokenFigure(usage.cachedTokens)} of the prompt from the provider’s cache`);
  if (usage.thinkingTokens > 0) parts.push(`${tokenFigure(usage.thinkingTokens)} spent on thinking`);
  return parts.length > 0 ? parts.join(", ") : undefined;
}
