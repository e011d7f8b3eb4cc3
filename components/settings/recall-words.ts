import type { EmbeddedCount, EmbeddingsAnswer } from "@/types/embeddings";

const FIGURE = new Intl.NumberFormat("en");

/** "By words and meaning", or "By words only". */
export function recallWords({ recall }: Pick<EmbeddingsAnswer, "recall">): string {
  return recall === "hybrid" ? "By words and meaning" : "By words only";
}

/** "all-MiniLM-L6-v2, on this server, 12,340 of 20,000 messages embedded"; null where no model is set up. */
export function modelWords({ model, progress }: EmbeddingsAnswer): string | null {
  if (model === null) return null;
  const place = model.source === "local" ? "on this server" : "on a server of its own";
  return [model.name, place, ...(progress === null ? [] : [progressWords(progress)])].join(", ");
}

function progressWords({ messages, memories }: NonNullable<EmbeddingsAnswer["progress"]>): string {
  if (messages.total + memories.total === 0) return "nothing to embed yet";
  const parts = [countWords(messages, "message")];
  if (memories.total > 0) parts.push(countWords(memories, memories.total === 1 ? "memory" : "memories"));
  return `${parts.join(" and ")} embedded`;
}

function countWords({ embedded, total }: EmbeddedCount, noun: "message" | "memory" | "memories"): string {
  const name = noun === "message" && total !== 1 ? "messages" : noun;
  return embedded === total
    ? `all ${FIGURE.format(total)} ${name}`
    : `${FIGURE.format(embedded)} of ${FIGURE.format(total)} ${name}`;
}

/** What else there is to say of the state; null where the other lines say it. */
export function stateWords({ state, meanwhile, recall }: EmbeddingsAnswer): string | null {
  switch (state) {
    case "off":
      return "Old messages are found by the words they share with yours. With an embedding model they are also found by what they mean.";
    case "starting":
      return "The embedding model is being loaded.";
    case "embedding":
      return meanwhile === null
        ? "Older messages get their vectors in the background. What has none yet is found by its words."
        : `The vectors of ${meanwhile} serve until the new ones are complete.`;
    case "failing":
      return "It is tried again by itself; until then recall goes by words.";
    case "no_vectors":
    case "ready":
      return recall === "hybrid" ? null : "Recall goes by words.";
    default:
      return state satisfies never;
  }
}

/** From 0 to 1; null when there is nothing under way. */
export function embeddedShare({ state, progress }: EmbeddingsAnswer): number | null {
  if (state !== "embedding" || progress === null) return null;
  const total = progress.messages.total + progress.memories.total;
  return total === 0 ? null : (progress.messages.embedded + progress.memories.embedded) / total;
}
