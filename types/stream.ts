import type { TurnError, Usage } from "./chat";
import type { FinishReason, MessageStatus } from "./words";
import type { ContextReport } from "./context";
import type { ConversationId, MessageId, TurnId } from "./ids";
import type { MemoryId } from "./memory";

/** The event stream of a turn: `event: <type>` and one JSON `data` line each. */
export type TurnEvent =
  | {
      type: "accepted";
      conversationId: ConversationId;
      turnId: TurnId;
      userMessage: { id: MessageId; seq: number; tokenCount: number };
      replyId: MessageId;
      replySeq: number;
      replayed: boolean;
    }
  /** The call waits until older messages are summarised, because nothing else would make it fit. */
  | { type: "compacting"; messages: number }
  /** Messages have moved into a summary. */
  | { type: "memory_managed"; tokensFreed: number; version: number }
  | ({ type: "context" } & ContextReport)
  /**
   * `offset` counts UTF-16 units of the reply (or of the thinking) before this text. `tokens` is the count so
   * far: of the whole reply, overhead included, as `done.tokenCount` ends it; or of the bare thinking.
   */
  | { type: "delta"; offset: number; text: string; tokens: number }
  | { type: "thinking"; offset: number; text: string; tokens: number }
  | {
      type: "done";
      replyId: MessageId;
      revision: number;
      status: Exclude<MessageStatus, "streaming">;
      tokenCount: number;
      usage: Usage | null;
      finishReason: FinishReason;
      /** How long the model thought, in milliseconds; absent where it did not, or nobody knows. */
      thinkingMs?: number;
    }
  | ({ type: "error" } & TurnError);

/** Broadcast payloads on `user:{uid}`. Hints only: the reader refetches. */
export type UserBroadcast =
  | { event: "conversation_upsert"; payload: { id: ConversationId; revision: number } }
  | { event: "conversation_delete"; payload: { id: ConversationId } }
  | { event: "memory"; payload: { id: MemoryId; revision: number } }
  | { event: "memory_delete"; payload: { id: MemoryId } }
  /** So many at once that they are not named. */
  | { event: "memories"; payload: { changed: number } };

/** Broadcast payloads on `conversation:{id}`. */
export type ConversationBroadcast =
  | { event: "message"; payload: { id: MessageId; seq: number; revision: number } }
  | { event: "turn"; payload: { id: TurnId; status: string; replyId: MessageId } }
  | { event: "memory_managed"; payload: { version: number; tokensFreed: number } }
  /** Messages were pinned, muted or compressed, or the reverse. */
  | { event: "marks"; payload: { seqs: number[] } }
  | { event: "messages_delete"; payload: { ids: MessageId[] } }
  | {
      event: "delta";
      /** `tokens`, where it is sent: the count of the reply so far, for the meters of tabs that only follow. */
      payload: { turnId: TurnId; replyId: MessageId; offset: number; text: string; tokens?: number };
    };
