/** A message as the offline model sees it; mirrors what a model call holds. */
export type SpokenPart = {
  role: "system" | "user" | "assistant";
  content: string;
  /** ISO 8601, where it is known. */
  saidAt: string | null;
  /** On a system message: what its blocks quote, by who said it. */
  quotes?: readonly { role: "user" | "assistant"; content: string; saidAt: string | null }[];
};

/** The parts with what they quote in front of them, as if it still stood in the context. */
export function withQuotes(parts: readonly SpokenPart[]): SpokenPart[] {
  return parts.flatMap((part) => [...(part.quotes ?? []), part]);
}
