import type { StoredSummary } from "@/lib/ports/summary-store";
import type { Summary } from "@/types/summary";

/** A stored version as the API shows it. */
export function toSummary(stored: StoredSummary, active: number | null): Summary {
  const { version, from, to, messages, lines, facts, tokens, replaces, source, model, createdAt } = stored;
  return {
    version,
    span: { messages, from, to },
    lines,
    facts,
    tokens,
    replaces,
    source,
    model,
    active: version === active,
    createdAt,
  };
}
