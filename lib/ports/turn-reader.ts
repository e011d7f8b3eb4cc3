import type { Message, TurnError } from "@/types/chat";
import type { TokenFamily, TurnStatus } from "@/types/words";
import type { ConversationId, MessageId, TurnId } from "@/types/ids";

/** A turn as the database has it. While it runs, the reply's text is in its chunks. */
export type StoredTurn = {
  turnId: TurnId;
  conversationId: ConversationId;
  status: TurnStatus;
  error: TurnError | null;
  userMessage: { id: MessageId; seq: number; tokenCount: number };
  reply: Message;
  replyFamily: TokenFamily;
  /** All thinking of a turn that has ended. */
  thinking: { text: string; tokenCount: number; ms: number | null } | null;
};

export type StoredChunk = { n: number; kind: "delta" | "thinking"; offset: number; text: string };

/** Reads turns as the caller may see them; null where there is none for this caller. */
export type TurnReader = {
  turn(turnId: TurnId): Promise<StoredTurn | null>;
  /** The chunks after `n` in order, and whether the turn still runs. */
  chunksAfter(turnId: TurnId, n: number): Promise<{ running: boolean; chunks: StoredChunk[] } | null>;
};
