import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { labDeps } from "@/lib/server/lab-deps";
import { turnLimits } from "@/lib/server/turns/turn-request";
import { runLab } from "@/lib/services/lab/run-lab";
import { conversationId, labBody } from "@/types/api";
import type { LabAnswer } from "@/types/lab";

/** Seconds that a serverless host may take for a long conversation, or for the answers. */
export const maxDuration = 300;

export const POST = apiRoute<{ id: string }>(async (call) => {
  const id = readParam(conversationId, call.params.id);
  const { budgets, answers } = await readJson(call.request, labBody);
  const answer = await runLab(labDeps(call), {
    owner: call.session.userId,
    conversationId: id,
    budgets: [...new Set(budgets)],
    answers,
    limits: turnLimits(call),
    signal: call.request.signal,
  });
  return Response.json(answer satisfies LabAnswer);
});
