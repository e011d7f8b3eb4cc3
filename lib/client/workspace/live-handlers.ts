import type { ConversationId } from "@/types/ids";
import type { TurnStatus } from "@/types/words";
import type { ConversationBroadcast, UserBroadcast } from "@/types/stream";
import type { LiveHandlers } from "../realtime/live-sync";
import type { ConversationListStore } from "../stores/conversation-list-store";
import type { ConversationCache } from "./conversation-cache";
import type { Marker } from "./marker";
import type { MemoryBook } from "./memory-book";
import type { TurnKeeper } from "./turn-keeper";

type Deps = {
  list: Pick<ConversationListStore, "hint" | "apply" | "refresh">;
  cache: Pick<ConversationCache, "peek">;
  marker: Pick<Marker, "heard">;
  turns: Pick<TurnKeeper, "streams">;
  memories: Pick<MemoryBook, "tell">;
};

/** What live sync tells, as events of the stores it concerns. */
export function createLiveHandlers({ list, cache, marker, turns, memories }: Deps): LiveHandlers {
  return {
    onUser: (broadcast) => takeOfUser(broadcast, list, memories),
    onConversation(id, broadcast) {
      take(id, broadcast);
    },
    onUserJoined() {
      void list.refresh();
      memories.tell({ kind: "many" });
    },
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
      case "messages_delete":
        conversation.apply({ type: "messages_deleted", ids: broadcast.payload.ids });
        break;
      default:
        broadcast satisfies never;
    }
  }
}

function takeOfUser(broadcast: UserBroadcast, list: Deps["list"], memories: Deps["memories"]): void {
  switch (broadcast.event) {
    case "conversation_upsert":
      list.hint(broadcast.payload.id, broadcast.payload.revision);
      break;
    case "conversation_delete":
      list.apply({ type: "deleted", id: broadcast.payload.id });
      break;
    case "memory":
      memories.tell({ kind: "changed", ...broadcast.payload });
      break;
    case "memory_delete":
      memories.tell({ kind: "gone", ids: [broadcast.payload.id] });
      break;
    case "memories":
      memories.tell({ kind: "many" });
      break;
    default:
      broadcast satisfies never;
  }
}
