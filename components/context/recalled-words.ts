import type { RecalledFacts } from "@/types/recall";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Where something recalled comes from: "Message 12 in “Garden” · you · 14 Mar 2026". */
export function recalledWhere({ kind, title, seq, role, saidAt }: RecalledFacts): string {
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
