import type { Logger } from "@/lib/ports/logger";
import type { BegunTurn } from "@/lib/ports/turn-store";
import type { TurnId, UserId } from "@/types/ids";
import type { TurnPlan } from "./plan-turn";
import { runTurn } from "./run-turn";
import type { RunningTurn } from "./running-turn";
import type { TurnDeps } from "./turn-deps";

/** A turn that is stored, and perhaps being generated here. */
export type OpenedTurn = {
  turnId: TurnId;
  owner: UserId;
  /** The turn was there before this request. */
  replayed: boolean;
  /** The turn in this instance's memory; null where another instance has it, or it has ended. */
  running: RunningTurn | null;
  /** Settles when this instance has nothing more to do for it. */
  finished: Promise<void>;
};

type Deps = Pick<TurnDeps, "store" | "hub" | "writer" | "counter" | "clock" | "timers">;
type Launch = { owner: UserId; plan: TurnPlan; begun: BegunTurn; beginMs: number; log: Logger };

/** Sets a new turn going; one that is there already is left to whoever generates it. */
export function launchTurn(deps: Deps, launch: Launch): OpenedTurn {
  const { owner, plan, begun, log } = launch;
  const { turnId, conversation, userMessage, reply } = begun;
  const { info } = plan.chosen;
  const replayed = begun.status === "replayed";
  log.info(
    {
      turnId,
      conversationId: conversation.id,
      provider: info.provider,
      model: info.id,
      tokens: userMessage.tokenCount,
      replayed,
      beginMs: launch.beginMs,
    },
    "turn.accepted",
  );
  if (replayed) {
    const running = deps.hub.get(turnId) ?? null;
    return { turnId, owner, replayed, running, finished: Promise.resolve() };
  }
  const turn = deps.hub.open(
    { turnId, fence: begun.fence, owner, replyId: reply.id, family: info.family },
    {
      type: "accepted",
      conversationId: conversation.id,
      turnId,
      userMessage: { id: userMessage.id, seq: userMessage.seq, tokenCount: userMessage.tokenCount },
      replyId: reply.id,
      replySeq: reply.seq,
      replayed,
    },
  );
  deps.writer.watch(turn);
  return { turnId, owner, replayed, running: turn, finished: runTurn(deps, { plan, begun, turn, log }) };
}
