import type { AgentId } from "@/types/ids";
import type { PendingSend } from "@/lib/domain/sync/chat-event";
import type { ConversationKey } from "../stores/conversation-store";

/** A message that is safe on this device until the server has acknowledged it. */
export type OutboxEntry = PendingSend & {
  key: ConversationKey;
  agentId: AgentId | null;
  /** The new conversation that it begins neither reads nor writes memory. */
  temporary?: true;
  /** The tab that sends it; another takes over when that one is gone. */
  tab: string;
  /** Tries so far that failed and may be repeated. */
  tries: number;
};

/** Parses a stored entry; null when it is not one (another version wrote it, or someone edited it). */
export function parseEntry(text: string | null): OutboxEntry | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  const texts = ["clientMessageId", "content", "createdAt", "key", "tab", "state"];
  return texts.every((name) => typeof fields[name] === "string") && typeof fields["step"] === "number";
}

/** The part of an entry that its conversation's transcript shows. */
export function pendingOf(entry: OutboxEntry): PendingSend {
  const { clientMessageId, content, createdAt, state, reason, nextTryAt, error, step } = entry;
  return { clientMessageId, content, createdAt, state, reason, nextTryAt, error, step };
}
