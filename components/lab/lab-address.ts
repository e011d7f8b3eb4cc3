import type { ConversationId } from "@/types/ids";

const LAB = /^\/c\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/lab$/i;

/** Where a conversation's strategy lab is. */
export function labAddress(id: ConversationId): `/c/${string}/lab` {
  return `/c/${id}/lab`;
}

/** Whose lab an address shows; null for another page. */
export function labKeyOf(pathname: string): ConversationId | null {
  const id = LAB.exec(pathname)?.[1];
  return id === undefined ? null : (id.toLowerCase() as ConversationId);
}
