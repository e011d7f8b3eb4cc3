import { gistOf } from "@/lib/domain/summaries/gist";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { AppError } from "@/lib/domain/errors";
import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { MessageMark, MessageMarks } from "@/lib/ports/message-marks";
import type { MessageStore } from "@/lib/ports/message-store";
import type { SummaryStore } from "@/lib/ports/summary-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Message } from "@/types/chat";
import type { ConversationId, MessageId, UserId } from "@/types/ids";
import { found } from "../found";
import { familiesOf } from "./families-of";

type Deps = {
  conversations: Pick<ConversationStore, "find">;
  messages: Pick<MessageStore, "some">;
  marks: MessageMarks;
  summaries: Pick<SummaryStore, "work">;
  counter: TokenCounter;
};

export type MarkMessages = {
  owner: UserId;
  conversationId: ConversationId;
  messages: readonly MessageId[];
  /** What is absent stays. */
  pinned?: boolean | undefined;
  muted?: boolean | undefined;
  compressed?: boolean | undefined;
};

/** Pinned messages may take this share of the conversation's budget. */
const PIN_SHARE = 0.25;

/**
 * Pins, mutes or compresses messages, all or none, or the reverse. Answers with the messages as they are then. Throws
 * `not_found`, and `cannot_store` with the numbers where the pinned messages would take more than their cap.
 */
export async function markMessages(deps: Deps, wish: MarkMessages): Promise<Message[]> {
  const { owner, conversationId, messages } = wish;
  const [conversation, rows] = await Promise.all([
    deps.conversations.find(conversationId),
    deps.messages.some(conversationId, messages),
  ]);
  const pinCap = Math.floor(found(conversation).maxTokens * PIN_SHARE);
  if (rows.length < new Set(messages).size) found(null);
  const marks = await marksFor(deps, wish, rows);
  await deps.marks.mark({ owner, conversationId, marks, pinCap });
  return deps.messages.some(conversationId, messages);
}

async function marksFor(
  deps: Deps,
  { owner, conversationId, pinned, muted, compressed }: MarkMessages,
  rows: readonly Message[],
): Promise<MessageMark[]> {
  const marks = { ...(pinned === undefined ? {} : { pinned }), ...(muted === undefined ? {} : { muted }) };
  if (compressed === undefined) return rows.map(({ id }) => ({ id, ...marks }));
  if (!compressed) return rows.map(({ id }) => ({ id, ...marks, compressed: null }));
  const families = await familiesOf(deps.summaries, owner, conversationId, rows);
  const compress = async ({ id, seq, role, content }: Message): Promise<MessageMark> => {
    const gist = gistOf(content);
    const family = families.get(seq);
    if (gist === "" || family === undefined) throw notCompressible(id);
    const tokens = await deps.counter.countText(family, gist);
    return { id, ...marks, compressed: { gist, gistTokens: messageTokens(family, tokens, role) } };
  };
  return Promise.all(rows.map(compress));
}

function notCompressible(id: MessageId): AppError {
  return new AppError("invalid_input", "A message without text has no line that could stand for it.", {
    details: { message: id },
  });
}
