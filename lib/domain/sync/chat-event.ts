import type { Message, TurnError, Usage } from "@/types/chat";
import type { FinishReason, MessageStatus, TurnStatus } from "@/types/words";
import type { ReceiptGlance } from "@/types/receipt";
import type { ClientMessageId, ConversationId, MessageId, TurnId } from "@/types/ids";

/** Why a stored send has not left yet; each reason says when it will. */
export type WaitReason = "offline" | "unreachable" | "reply_running" | "rate_limited" | "earlier_failed";

/** A message that is safe on this device and not yet acknowledged by the server. */
export type PendingSend = {
  clientMessageId: ClientMessageId;
  content: string;
  /** ISO 8601. */
  createdAt: string;
  state: "waiting" | "sending" | "failed";
  /** Set while waiting. */
  reason: WaitReason | null;
  /** Milliseconds since the epoch of the next automatic try; null when an event starts it. */
  nextTryAt: number | null;
  error: SendError | null;
  /** Counts the changes of this send; an older one loses. */
  step: number;
};

export type SendError = { code: string; message: string; details: Record<string, unknown> | null };

/** How a message takes part in calls; what is absent stays as it is. */
export type MarkChange = { pinned?: boolean; muted?: boolean; compressed?: boolean };

/** Where a page of messages lies, by seq. */
export type PageSpan = { kind: "newest" } | { kind: "before"; seq: number } | { kind: "after"; seq: number };

/** Everything that can change one conversation's replica, whichever way it came. */
export type ChatEvent =
  | {
      type: "page";
      span: PageSpan;
      messages: readonly Message[];
      hasMore: boolean;
      /** Up to which seq everything had been read when this was asked for: what a page to the end lacks of it, is gone. */
      readTo?: number;
    }
  | { type: "send"; send: PendingSend }
  | { type: "send_withdrawn"; clientMessageId: ClientMessageId }
  | {
      type: "accepted";
      conversationId: ConversationId;
      turnId: TurnId;
      /** null where this tab only follows a turn that it did not start. */
      clientMessageId: ClientMessageId | null;
      /** The user's message as it was stored; null on a retry, whose message is already there. */
      user: { id: MessageId; seq: number; tokenCount: number; content: string; createdAt: string } | null;
      reply: { id: MessageId; seq: number; createdAt: string };
      /** The reply that this one replaces. */
      supersedes: MessageId | null;
    }
  | {
      type: "text";
      replyId: MessageId;
      kind: "delta" | "thinking";
      offset: number;
      text: string;
      tokens: number;
    }
  | {
      type: "done";
      replyId: MessageId;
      revision: number;
      status: Exclude<MessageStatus, "streaming">;
      tokenCount: number;
      usage: Usage | null;
      finishReason: FinishReason;
      thinkingMs?: number;
    }
  /** What the call of a reply that is being written holds, until the stored row says it. */
  | { type: "glance"; replyId: MessageId; glance: ReceiptGlance }
  /** Marks that are shown while the server is being told; `step` counts the wishes of this device. */
  | { type: "marks_wanted"; step: number; ids: readonly MessageId[]; change: MarkChange }
  /** The stored messages when it worked; without them the old marks come back. */
  | { type: "marks_settled"; step: number; messages: readonly Message[] }
  | { type: "failed"; replyId: MessageId; error: TurnError }
  | { type: "message_hint"; id: MessageId; seq: number; revision: number }
  | { type: "turn_hint"; replyId: MessageId; status: TurnStatus }
  /** Messages were deleted, with their exchange. */
  | { type: "messages_deleted"; ids: readonly MessageId[] }
  | { type: "deleted" };
