import { after } from "next/server";
import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { answerTurn, turnDeps, turnLimits } from "@/lib/server/turns/turn-request";
import { startTurn } from "@/lib/services/chat/start-turn";
import { chatBody } from "@/types/api";

/** Seconds that a serverless host may take; a Node server knows no such bound. */
export const maxDuration = 300;

export const POST = apiRoute(async (call) => {
  const {
    conversationId = null,
    agentId = null,
    messageId,
    content,
    temporary = false,
  } = await readJson(call.request, chatBody);
  const turn = await startTurn(turnDeps(call), {
    owner: call.session.userId,
    conversationId,
    agentId,
    messageId,
    content,
    temporary,
    limits: turnLimits(call),
  });
  // The reply is written to its end whether or not the reader stays.
  after(() => turn.finished);
  return answerTurn(call, turn);
});
