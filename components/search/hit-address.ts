import type { MouseEvent } from "react";
import type { SearchHit } from "@/types/search";
import { chatAddress, messageAddress } from "@/components/shell/chat-address";

export type HitAddress = `/c/${string}` | `/memories#${string}` | "/search";

/** Where a hit stands: its message, its conversation, or the memory itself. */
export function hitAddress({ conversationId, seq, kind, memoryId }: SearchHit): HitAddress {
  if (kind === "memory") return `/memories#${memoryId ?? ""}`;
  if (conversationId === null) return "/search";
  return seq === null || kind === "title" ? chatAddress(conversationId) : messageAddress(conversationId, seq);
}

/** Somebody presses what leads there. */
export type OpenHit = (event: MouseEvent, address: HitAddress) => void;
