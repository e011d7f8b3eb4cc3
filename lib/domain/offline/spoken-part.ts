/** A message as the offline model sees it; mirrors what a model call holds. */
export type SpokenPart = {
  role: "system" | "user" | "assistant";
  content: string;
  /** ISO 8601, where it is known. */
  saidAt: string | null;
  /** On a system message: what its blocks quote, by who said it. */
  quotes?: readonly {
    role: "user" | "assistant";
    content: string;
    saidAt: string | null;
    remembered?: boolean;
  }[];
  /** A memory: what the user has said, as it holds now. */
  remembered?: boolean;
};

/**
 * The parts with what they quote among them, each where it was said: what is recalled before the current message may be
 * far older than the window. What has no date stays where it stands.
 */
export function withQuotes(parts: readonly SpokenPart[]): SpokenPart[] {
  const all = parts.flatMap((part): SpokenPart[] => [...(part.quotes ?? []), part]);
  const dated = all.filter(({ saidAt }) => saidAt !== null).sort(bySaying);
  return all.map((part) => (part.saidAt === null ? part : (dated.shift() ?? part)));
}

/** The sort is stable: of what was said at the same moment, or who knows when, the order stays. */
function bySaying(a: SpokenPart, b: SpokenPart): number {
  return Date.parse(a.saidAt ?? "") - Date.parse(b.saidAt ?? "") || 0;
}
