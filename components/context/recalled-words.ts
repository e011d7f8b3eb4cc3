import type { RecalledFacts, RecallNote, RecallReason } from "@/types/recall";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Where something recalled comes from: "Message 12 in “Garden” · you · 14 Mar 2026". */
export function recalledWhere({
  kind,
  title,
  seq,
  role,
  saidAt,
}: Pick<RecalledFacts, "kind" | "title" | "seq" | "role" | "saidAt">): string {
  const facts: string[] = [];
  const from = title === "" ? "" : ` in “${title}”`;
  if (kind === "memory") facts.push(title === "" ? "Memory" : `Memory from “${title}”`);
  else facts.push(`Message ${seq ?? "?"}${from}`);
  if (kind === "message") facts.push(role === "user" ? "you" : (role ?? "assistant"));
  const said = dayOf(saidAt);
  if (said !== null) facts.push(said);
  return facts.join(" · ");
}

/** The day something was said, by the calendar that the model is given: UTC. */
function dayOf(saidAt: string): string | null {
  const at = new Date(saidAt);
  if (Number.isNaN(at.getTime())) return null;
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}`;
}

/** What a score is made of: "0.62: words 0.40, meaning 0.12, neighbours 0.06, kind and age 0.04". */
export function scoreWords({ score, parts, why }: Pick<RecalledFacts, "score" | "parts" | "why">): string {
  if (why === "standing") return "Always in";
  if (why === "pinned" && score === 0) return "Kept in by you";
  const named: [string, number][] = [
    ["words", parts.lexical],
    ["meaning", parts.vector],
    ["neighbours", parts.neighbours],
    ["kind and age", parts.prior],
  ];
  const told = named.filter(([, part]) => Math.abs(part) >= 0.005);
  const made = told.map(([name, part]) => `${name} ${part.toFixed(2)}`).join(", ");
  return made === "" ? `Score ${score.toFixed(2)}` : `Score ${score.toFixed(2)}: ${made}`;
}

/** Why less was searched than could be: as a sentence of its own after how it was searched, or alone. */
const REASONS: Record<RecallReason, string> = {
  no_embedder: "No embedding model is set up.",
  embedder_slow: "The embedding model took too long.",
  embedder_failed: "The embedding model did not answer.",
  no_vectors: "Nothing that was found has been embedded yet.",
  strategy: "Not searched: only the hybrid strategy recalls.",
  temporary: "Not searched: the chat is temporary.",
  switched_off: "Not searched: memory and recall are off.",
  nothing_said: "Not searched: nothing was being said.",
  failed: "Not searched: it did not work this time.",
};

/** How it was searched for: "Searched by words and meaning in 34 ms, 61 found", and why not by more. */
export function recallWords({ mode, why, candidates, ms }: RecallNote): string {
  const reason = why === null ? "" : REASONS[why];
  if (mode === "off") return reason === "" ? "Not searched." : reason;
  const how = mode === "hybrid" ? "by words and meaning" : "by words alone";
  const took = ms.search === null ? "" : ` in ${(ms.embed ?? 0) + ms.search} ms`;
  return `Searched ${how}${took}, ${candidates} found. ${reason}`.trim();
}
