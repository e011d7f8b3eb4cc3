import type { ConversationBroadcast, UserBroadcast } from "@/types/stream";

type Kind = "string" | "number" | "numbers" | "strings";

// Delivery is from outside: a payload that is not what we know is passed over, and the next read brings the truth.
const USER: Record<UserBroadcast["event"], Record<string, Kind>> = {
  conversation_upsert: { id: "string", revision: "number" },
  conversation_delete: { id: "string" },
  memory: { id: "string", revision: "number" },
  memory_delete: { id: "string" },
  memories: { changed: "number" },
};
const CONVERSATION: Record<ConversationBroadcast["event"], Record<string, Kind>> = {
  message: { id: "string", seq: "number", revision: "number" },
  turn: { id: "string", status: "string", replyId: "string" },
  memory_managed: { version: "number", tokensFreed: "number" },
  marks: { seqs: "numbers" },
  messages_delete: { ids: "strings" },
  delta: { turnId: "string", replyId: "string", offset: "number", text: "string" },
};

export function parseUserBroadcast(event: string, payload: unknown): UserBroadcast | null {
  return matches(USER, event, payload) ? ({ event, payload } as UserBroadcast) : null;
}

export function parseConversationBroadcast(event: string, payload: unknown): ConversationBroadcast | null {
  return matches(CONVERSATION, event, payload) ? ({ event, payload } as ConversationBroadcast) : null;
}

function matches(shapes: Record<string, Record<string, Kind>>, event: string, payload: unknown): boolean {
  const shape = Object.hasOwn(shapes, event) ? shapes[event] : undefined;
  if (!shape || typeof payload !== "object" || payload === null) return false;
  const fields = payload as Record<string, unknown>;
  return Object.entries(shape).every(([name, kind]) => isOf(kind, fields[name]));
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind !== "numbers" && kind !== "strings") return typeof value === kind;
  const each = kind === "numbers" ? "number" : "string";
  return Array.isArray(value) && value.every((one) => typeof one === each);
}
