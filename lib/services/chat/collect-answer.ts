import { AppError } from "@/lib/domain/errors";
import type { TurnReader } from "@/lib/ports/turn-reader";
import type { Message, Usage } from "@/types/chat";
import type { ConversationId, TurnId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";

/** A whole turn for callers that don't stream. `usage` is null where the model was never reached. */
export type ChatAnswer = {
  conversationId: ConversationId;
  message: Message;
  /** Always empty until agents have tools. */
  toolCalls: never[];
  tokenCount: number;
  usage: Usage | null;
};

/** Waits for the end of a turn and reads its reply. Throws what the turn failed with; the stored text stays. */
export async function collectAnswer(
  reader: Pick<TurnReader, "turn">,
  turnId: TurnId,
  events: AsyncIterable<TurnEvent>,
): Promise<ChatAnswer> {
  for await (const event of events) {
    if (event.type !== "error") continue;
    const { code, message, retryAfterMs } = event;
    throw new AppError(code, message, {
      details: { turnId },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  const turn = await reader.turn(turnId);
  if (turn === null)
    throw new AppError("not_found", "The conversation was deleted while its reply was being written.");
  const { reply, conversationId } = turn;
  return {
    conversationId,
    message: reply,
    toolCalls: [],
    tokenCount: reply.tokenCount,
    usage: reply.metadata.usage ?? null,
  };
}
