import type { Message, TurnError, Usage } from "@/types/chat";
import type { FinishReason, MessageStatus, TurnStatus } from "@/types/words";
import type { ReceiptGlance } from "@/types/receipt";
import type { ClientMessageId, ConversationId, MessageId } from "@/types/ids";
import type { MarkChange, PendingSend } from "./chat-event";
import type { Interval } from "./intervals";

/** The text of a reply as it arrives. `textSeen` is the furthest end of any piece seen: more than the text means a gap. */
export type ReplyText = {
  text: string;
  textSeen: number;
  thinking: string;
  thinkingSeen: number;
  /** Tokens of the text so far, as counted by the server. */
  tokens: number;
  thinkingTokens: number;
};

/** How a reply ended, as its stream told it, until the stored row is read. */
export type ReplyEnd = {
  /** 0 where the stream broke off with an error: any stored row is newer. */
  revision: number;
  status: Exclude<MessageStatus, "streaming">;
  tokenCount: number;
  usage: Usage | null;
  finishReason: FinishReason | null;
  error: TurnError | null;
  /** null where the model did not think, or nobody knows. */
  thinkingMs: number | null;
};

/**
 * A replica of one conversation's messages. Every field only grows or moves to a higher revision, so that the order
 * and the number of times in which events arrive do not matter.
 */
export type ChatState = {
  conversationId: ConversationId | null;
  deleted: boolean;
  rows: ReadonlyMap<MessageId, Message>;
  texts: ReadonlyMap<MessageId, ReplyText>;
  ends: ReadonlyMap<MessageId, ReplyEnd>;
  /** Ranges of seq that were read whole. */
  covered: readonly Interval[];
  /** Seqs inside those ranges without a row in the answer: superseded or deleted, for good. */
  holes: ReadonlySet<number>;
  /** Deleted messages: a late answer or a late hint never brings one back. */
  gone: ReadonlySet<MessageId>;
  /** Replies that a retry on this device has replaced. */
  superseded: ReadonlySet<MessageId>;
  /** Newer revisions that we heard of and have not read. */
  hints: ReadonlyMap<MessageId, { seq: number; revision: number }>;
  turnHints: ReadonlyMap<MessageId, TurnStatus>;
  /** What the calls of replies held, as their streams told it. */
  glances: ReadonlyMap<MessageId, ReceiptGlance>;
  /** Marks that are shown although the server has not taken them yet. */
  marking: ReadonlyMap<MessageId, { step: number; change: MarkChange }>;
  sends: ReadonlyMap<ClientMessageId, PendingSend>;
  withdrawn: ReadonlySet<ClientMessageId>;
};

/** A conversation of which nothing is known yet; a new one that has no row is known to be empty. */
export function emptyChat(conversationId: ConversationId | null): ChatState {
  return {
    conversationId,
    deleted: false,
    rows: new Map(),
    texts: new Map(),
    ends: new Map(),
    covered: conversationId === null ? [{ from: 0, to: 0 }] : [],
    holes: new Set(),
    gone: new Set(),
    superseded: new Set(),
    hints: new Map(),
    turnHints: new Map(),
    glances: new Map(),
    marking: new Map(),
    sends: new Map(),
    withdrawn: new Set(),
  };
}
