import type { ConversationId } from "@/types/ids";

const CHAT = /^\/c\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Which conversation an address shows: its id, "new" for one that has none yet, null for another page. */
export function chatKeyOf(pathname: string): ConversationId | "new" | null {
  if (pathname === "/" || pathname === "/new") return "new";
  const id = CHAT.exec(pathname)?.[1];
  return id === undefined ? null : (id.toLowerCase() as ConversationId);
}

/** A message in its conversation. */
export function messageAddress(id: ConversationId, seq: number): `/c/${string}` {
  return `/c/${id}#m${seq}`;
}

export function chatAddress(id: ConversationId): `/c/${string}` {
  return `/c/${id}`;
}
