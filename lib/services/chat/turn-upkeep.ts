import type { Logger } from "@/lib/ports/logger";
import type { ConversationId, TurnId, UserId } from "@/types/ids";
import type { TokenFamily } from "@/types/words";
import type { ChosenModel } from "../models/model-registry";

/** A turn's conversation as the work around a turn sees it. */
export type UpkeepTarget = {
  owner: UserId;
  conversationId: ConversationId;
  turnId: TurnId;
  chosen: ChosenModel;
  family: TokenFamily;
  /** The plan's tokens a minute; absent or null where no limit is known. */
  planLimit?: number | null;
  log: Logger;
};

/** What a turn's call leaves to be done: taken from its context and its outcome. */
export type AfterTurn = UpkeepTarget & {
  /** Tokens one call may hold, in our own count. */
  budget: number;
  /** What may stay word for word, in our own count: at most half of the budget, less where the threshold is low. */
  room: number;
  /** Compaction is due. */
  due: boolean;
  /** The first exchange of its conversation: a title is to be found. null otherwise. */
  first: { question: string; answer: string } | null;
};

/** The work around a turn that is derived from state: compaction, titles and memories. Nothing of it throws. */
export type TurnUpkeep = {
  /**
   * Summarises the oldest messages until what is left takes at most `room` tokens; for a call that would not fit
   * otherwise. Resolves to what was freed, or null when nothing could be done in time.
   */
  compactBefore(
    target: UpkeepTarget & { budget: number; room: number; signal: AbortSignal },
  ): Promise<{ version: number; tokensFreed: number } | null>;
  /** After the reply has been stored. */
  after(turn: AfterTurn): Promise<void>;
};
