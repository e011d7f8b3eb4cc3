import { after } from "next/server";
import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { answerTurn, turnDeps, turnLimits } from "@/lib/server/turns/turn-request";
import { retryTurn } from "@/lib/services/chat/retry-turn";
import { retryBody, turnId } from "@/types/api";

/** Seconds that a serverless host may take; a Node server knows no such bound. */
export const maxDuration = 300;

export const POST = apiRoute<{ id: string }>(async (call) => {
  const id = readParam(turnId, call.params.id);
  const { messageId } = await readJson(call.request, retryBody);
  const turn = await retryTurn(turnDeps(call), {
    owner: call.session.userId,
    turnId: id,
    messageId,
    limits: turnLimits(call),
  });
  after(() => turn.finished);
  return answerTurn(call, turn);
});
