import type { MemoryKind, MemoryTrust, StoredMemoryType } from "@/types/memory";
import type { MessageId } from "@/types/ids";
import type { MessageRole } from "@/types/words";
import type { Statement } from "./statement";

/** A message as extraction reads it. `author` is set where the words are not the role's own: imported, shared, a tool's. */
export type ReadMessage = {
  id: MessageId;
  seq: number;
  role: MessageRole;
  content: string;
  author: string | null;
  saidAt: string;
};

/** Something worth keeping, and where it was said. */
export type FoundMemory = Statement & {
  messageId: MessageId;
  seq: number;
  saidAt: string;
  trust: Extract<MemoryTrust, "stated" | "confirmed">;
  /** A model's opinion of its importance; null where our rules found it. */
  modelScore: number | null;
};

/** Goals, decisions and open questions belong to their conversation; the rest to the user. */
export function typeOf(kind: MemoryKind): StoredMemoryType {
  switch (kind) {
    case "goal":
    case "decision":
    case "question":
      return "working";
    case "episode":
      return "episodic";
    case "fact":
    case "preference":
    case "instruction":
      return "long_term";
    default:
      return kind satisfies never;
  }
}
