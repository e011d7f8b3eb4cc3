import type { ConversationId, MessageId } from "./ids";
import type { MemoryId } from "./memory";
import type { MessageRole } from "./words";

/** What a score is made of; the parts add up to it. */
export type RecallParts = { lexical: number; vector: number; neighbours: number; prior: number };

/** Why something stands in the memories segment. */
export type RecallWhy =
  /** Its score. */
  | "relevant"
  /** It gives a relevant message its meaning, as its question, answer or proposal. */
  | "neighbour"
  /** The message accepts it: "yes, do that". */
  | "accepted"
  /** By the user, in this conversation. */
  | "pinned"
  /** A preference or instruction that is always in. */
  | "standing";

/** Why recall went without vectors, or did not take place. */
export type RecallReason =
  | "no_embedder"
  | "embedder_slow"
  | "embedder_failed"
  /** Nothing that was found has a vector of this model yet. */
  | "no_vectors"
  /** The strategy recalls nothing; standing memories are in all the same. */
  | "strategy"
  | "temporary"
  | "switched_off"
  | "nothing_said"
  | "failed";

/** How a call searched what had left the window. */
export type RecallNote = {
  mode: "hybrid" | "lexical" | "off";
  why: RecallReason | null;
  /** How sure it is that the message needs something from before, 0–1; the segment shrinks with it. */
  confidence: number;
  /** The lowest score that was enough; null where nothing was recalled for its score. */
  needs: number | null;
  candidates: number;
  /** Milliseconds; null where it was not done. */
  ms: { embed: number | null; search: number | null };
};

/** Something recalled, as the inspector shows it. */
export type RecalledFacts = {
  kind: "message" | "memory";
  id: MessageId | MemoryId;
  conversationId: ConversationId | null;
  /** Of that conversation; "" where there is none. */
  title: string;
  seq: number | null;
  role: MessageRole | null;
  saidAt: string;
  score: number;
  parts: RecallParts;
  why: RecallWhy | null;
  mark: "drop" | "pin" | null;
};

/** Where something on a receipt comes from, as it is now. */
export type RecalledSource = Pick<
  RecalledFacts,
  "kind" | "id" | "conversationId" | "title" | "seq" | "role" | "saidAt"
> & {
  /** The beginning of its text, at most 160 characters. */
  preview: string;
};
