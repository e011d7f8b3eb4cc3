import type { Logger } from "@/lib/ports/logger";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import type { BegunTurn } from "@/lib/ports/turn-store";
import type { TurnId, UserId } from "@/types/ids";
import type { CallPlan } from "../context/plan-call";
import type { TurnRecall } from "../recall/recall-for-turn";
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

type Launch = {
  owner: UserId;
  plan: CallPlan;
  begun: BegunTurn;
  beginMs: number;
  log: Logger;
  /** The settings as they are by now. */
  reread: () => Promise<TurnSettings>;
  recall: Promise<TurnRecall>;
};

/** Sets a new turn going; one that is there already is left to whoever generates it. */
export function launchTurn(deps: TurnDeps, launch: Launch): OpenedTurn {
  const { owner, plan, begun, log, reread, recall } = launch;
  const { turnId, conversation, userMessage, reply } = begun;
  const { info } = plan.chosen;
  if (begun.status === "replayed") return attachTurn(deps, launch);
  logAccepted(launch, { provider: info.provider, model: info.id });
  const turn = deps.hub.open(
    { turnId, fence: begun.fence, owner, replyId: reply.id, family: info.family },
    {
      type: "accepted",
      conversationId: conversation.id,
      turnId,
      userMessage: { id: userMessage.id, seq: userMessage.seq, tokenCount: userMessage.tokenCount },
      replyId: reply.id,
      replySeq: reply.seq,
      replayed: false,
    },
  );
  deps.writer.watch(turn);
  const finished = runTurn(deps, { plan, begun, turn, log, reread, recall });
  return { turnId, owner, replayed: false, running: turn, finished };
}

/** A turn that was there before this request; it is left to whoever generates it. */
export function attachTurn(
  { hub }: Pick<TurnDeps, "hub">,
  attach: Omit<Launch, "plan" | "reread" | "recall">,
): OpenedTurn {
  const { owner, begun } = attach;
  const { turnId } = begun;
  logAccepted(attach, {});
  return { turnId, owner, replayed: true, running: hub.get(turnId) ?? null, finished: Promise.resolve() };
}

function logAccepted(
  { begun, beginMs, log }: Pick<Launch, "begun" | "beginMs" | "log">,
  chosen: { provider?: string; model?: string },
): void {
  for (const turn of begun.interrupted) log.warn(turn, "turn.interrupted");
  const fields = {
    turnId: begun.turnId,
    conversationId: begun.conversation.id,
    ...chosen,
    tokens: begun.userMessage.tokenCount,
    replayed: begun.status === "replayed",
    beginMs,
  };
  log.info(fields, "turn.accepted");
}
