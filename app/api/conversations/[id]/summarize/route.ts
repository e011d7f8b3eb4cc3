import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { memoryDeps } from "@/lib/server/memory-deps";
import { summarizeNow } from "@/lib/services/summaries/summarize-now";
import { conversationId, summarizeBody, type SummaryAnswer } from "@/types/api";

/** Seconds that a serverless host may take; a Node server knows no such bound. */
export const maxDuration = 120;

export const POST = apiRoute<{ id: string }>(async ({ request, params, session, log }) => {
  const id = readParam(conversationId, params.id);
  const { rebuild } = await readJson(request, summarizeBody);
  const wish = { owner: session.userId, conversationId: id, rebuild, log };
  return Response.json((await summarizeNow(memoryDeps(session), wish)) satisfies SummaryAnswer);
});
