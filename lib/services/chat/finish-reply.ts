import { AppError, toAppError } from "@/lib/domain/errors";
import { LeaseLost, type FinishTurn, type TurnStore } from "@/lib/ports/turn-store";
import type { TurnError, Usage } from "@/types/chat";
import type { ReplyWriter } from "./reply-writer";
import type { FinalEvent, RunningTurn } from "./running-turn";

type Deps = { store: Pick<TurnStore, "finish">; writer: ReplyWriter };

export type TurnEnd = Omit<FinishTurn, "turnId" | "fence" | "tokenFamily">;

/**
 * Stores how a turn ended, after all of its text, and tells its readers. Waits out a database outage for as long
 * as the writer does. Returns what went wrong with the storing, or null. Never throws.
 */
export async function finishReply(
  { store, writer }: Deps,
  turn: RunningTurn,
  end: TurnEnd,
): Promise<Error | null> {
  await writer.settle(turn);
  if (turn.custody === "lost") return new LeaseLost();
  if (turn.custody === "unsaved") return giveUp(turn);
  turn.finishing = true;
  const { turnId, fence, family } = turn.identity;
  for (;;) {
    try {
      const { revision } = await store.finish({ ...end, turnId, fence, tokenFamily: family });
      turn.end(finalEvent(turn, end, revision));
      return null;
    } catch (thrown) {
      if (thrown instanceof LeaseLost) {
        // Also when an answer got lost: the turn is finished then, and the database tells the readers how.
        turn.release("lost");
        return thrown;
      }
      const error = toAppError(thrown);
      if (error.code !== "database_unavailable" || writer.outOfPatience(turn)) return giveUp(turn, error);
      await writer.pause();
    }
  }
}

/** The lease runs out, and the sweep marks the turn interrupted with the text that is stored. */
function giveUp(turn: RunningTurn, cause?: AppError): AppError {
  const error = new AppError(
    "database_unavailable",
    "The reply could not be saved: the database cannot be reached. Your message is safe; retry when it is back.",
    { cause },
  );
  turn.release("unsaved");
  turn.end({ type: "error", ...turnError(error) });
  return error;
}

export function turnError(error: AppError): TurnError {
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

function finalEvent(turn: RunningTurn, end: TurnEnd, revision: number): FinalEvent {
  if (end.error !== null) return { type: "error", ...end.error };
  return {
    type: "done",
    replyId: turn.identity.replyId,
    revision,
    status: end.status,
    tokenCount: end.replyTokens,
    usage: end.usage === null ? null : bareUsage(end.usage),
    finishReason: end.finishReason,
    ...(end.thinkingTokens > 0 ? { thinkingMs: end.thinkingMs } : {}),
  };
}

function bareUsage(usage: Usage): Usage {
  const { promptTokens, cachedTokens, completionTokens, thinkingTokens } = usage;
  const { countedPromptTokens, countedCompletionTokens, source } = usage;
  return {
    promptTokens,
    cachedTokens,
    completionTokens,
    thinkingTokens,
    countedPromptTokens,
    countedCompletionTokens,
    source,
  };
}
