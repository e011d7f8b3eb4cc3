import type { Message } from "@/types/chat";
import type { ChatState } from "./chat-state";

/** True for a reply that a retry has replaced: it is neither shown nor waited for. */
export function isReplaced(state: ChatState, row: Message): boolean {
  return row.supersededBy !== null || state.superseded.has(row.id) || state.holes.has(row.seq);
}
