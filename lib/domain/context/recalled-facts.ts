import type { RecalledFacts } from "@/types/recall";
import type { RecalledItem } from "./recalled";

/** What the inspector says of a recalled item. */
export function factsOfRecalled(item: RecalledItem): RecalledFacts {
  const { kind, id, conversationId, title, seq, role, saidAt, score, parts, why } = item;
  const mark = why === "pinned" ? "pin" : null;
  return { kind, id, conversationId, title: title ?? "", seq, role, saidAt, score, parts, why, mark };
}
