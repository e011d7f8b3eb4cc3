import type { ConversationId } from "@/types/ids";
import type { TurnStatus } from "@/types/words";
import type { ConversationBroadcast } from "@/types/stream";
import type { LiveHandlers } from "../realtime/live-sync";
import type { ConversationListStore } from "../stores/conversation-list-store";
import type { ConversationCache } from "./conversation-cache";
import type { Marker } from "./marker";
import type { TurnKeeper } from "./turn-keeper";

type Deps = {
  list: Pick<ConversationListStore, "hint" | "apply" | "refresh">;
  cache: Pick<ConversationCache, "peek">;
  marker: Pick<Marker, "heard">;
  turns: Pick<TurnKeeper, "streams">;
};

/** What live sync tells, as events of the stores it concerns. */
export function createLiveHandlers({ list, cache, marker, turns }: Deps): LiveHandlers {
  return {
    onUser(broadcast) {
      if (broadcast.event === "conversation_delete")
        list.apply({ type: "deleted", id: broadcast.payload.id });
      else list.hint(broadcast.payload.id, broadcast.payload.revision);
    },
    onConversation(id, broadcast) {
      take(id, broadcast);
    },
    onUserJoined: () => void list.refresh(),
    onConversationJoined(id) {
      // The newest page whole: a row that is held may have been pinned or muted before anybody listened.
      void cache.peek(id)?.loader.load();
    },
  };

  function take(id: ConversationId, broadcast: ConversationBroadcast): void {
    const held = cache.peek(id);
    if (!held) return;
    const { conversation } = held;
    switch (broadcast.event) {
      case "message":
        conversation.apply({ type: "message_hint", ...broadcast.payload });
        break;
      case "turn":
        conversation.apply({
          type: "turn_hint",
          replyId: broadcast.payload.replyId,
          status: broadcast.payload.status as TurnStatus,
        });
        break;
      case "delta": {
        // The tab that holds the stream is ahead of the broadcasts.
        if (turns.streams(id)) break;
        const { replyId, offset, text, tokens } = broadcast.payload;
        conversation.apply({ type: "text", kind: "delta", replyId, offset, text, tokens: tokens ?? 0 });
        break;
      }
      case "memory_managed":
        conversation.set({ managed: broadcast.payload });
        held.meter.ask();
        break;
      case "marks":
        marker.heard(id, broadcast.payload.seqs);
        break;
      default:
        broadcast satisfies never;
    }
  }
}
