import type { ConversationContext, PlannedSettings } from "@/lib/ports/turn-settings";
import type { BegunTurn, FinishTurn } from "@/lib/ports/turn-store";
import type { ConversationId, UserId } from "@/types/ids";

/** Conversations whose settings a process remembers. */
const MOST = 500;
/** Replies that a conversation's reserve is estimated from. */
const RECENT_REPLIES = 8;

type Ended = Pick<FinishTurn, "status" | "finishReason" | "replyTokens" | "context">;

/**
 * The settings of the last turns of this process, so that the next turn of a conversation need not read them first. They
 * may be old: a turn planned with them names them, and the database refuses to begin it where they no longer hold.
 */
export class WarmSettings {
  /** In the order of last use. */
  readonly #settings = new Map<string, PlannedSettings>();

  get(owner: UserId, conversation: ConversationId): PlannedSettings | null {
    return this.#settings.get(keyOf(owner, conversation)) ?? null;
  }

  /** A turn has begun with these settings; a new conversation has its own from now on. */
  begun(owner: UserId, settings: PlannedSettings, { conversation }: Pick<BegunTurn, "conversation">): void {
    const context: ConversationContext = {
      windowFrom: 0,
      recentReplies: [],
      summary: null,
      ...settings.conversation,
      ...own(conversation),
    };
    const { agent, pins } = settings;
    this.#put(keyOf(owner, conversation.id), { agent, conversation: context, defaults: {}, pins });
  }

  /** A turn's end has been stored: what it leaves for the next one, as finish_turn reckons it. */
  ended(owner: UserId, conversation: ConversationId, end: Ended): void {
    const key = keyOf(owner, conversation);
    const settings = this.#settings.get(key);
    if (settings === undefined || settings.conversation === null) return;
    const { conversation: context } = settings;
    this.#put(key, {
      ...settings,
      conversation: {
        ...context,
        windowFrom: end.context?.windowFrom ?? context.windowFrom,
        recentReplies: withReply(context.recentReplies, end),
      },
    });
  }

  drop(owner: UserId, conversation: ConversationId): void {
    this.#settings.delete(keyOf(owner, conversation));
  }

  #put(key: string, settings: PlannedSettings): void {
    this.#settings.delete(key);
    this.#settings.set(key, settings);
    if (this.#settings.size <= MOST) return;
    for (const oldest of this.#settings.keys()) {
      this.#settings.delete(oldest);
      return;
    }
  }
}

function own({
  id,
  model,
  maxTokens,
  memoryStrategy,
  windowSize,
  summaryThreshold,
  replyReserve,
  messageCount,
  temporary = false,
}: BegunTurn["conversation"]): Omit<ConversationContext, "windowFrom" | "recentReplies" | "summary"> {
  const settings = { model, maxTokens, memoryStrategy, windowSize, summaryThreshold, replyReserve };
  return { id, ...settings, messageCount, temporary };
}

function withReply(replies: readonly number[], { status, finishReason, replyTokens }: Ended): number[] {
  if (status !== "complete" || replyTokens === 0) return [...replies];
  const signed = finishReason === "length" ? -replyTokens : replyTokens;
  return [...replies, signed].slice(-RECENT_REPLIES);
}

function keyOf(owner: UserId, conversation: ConversationId): string {
  return `${owner}:${conversation}`;
}
