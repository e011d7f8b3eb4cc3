import { readParam, readQuery } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { answerResume } from "@/lib/server/turns/turn-request";
import { turnId } from "@/types/api";
import { resumeQuery } from "@/types/api-queries";

/** Seconds that a serverless host may take; a Node server knows no such bound. */
export const maxDuration = 300;

export const GET = apiRoute<{ id: string }>(async (call) => {
  const id = readParam(turnId, call.params.id);
  return answerResume(call, id, readQuery(call.request, resumeQuery));
});
