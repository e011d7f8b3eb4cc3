import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { memoryDeps } from "@/lib/server/memory-deps";
import { editSummary } from "@/lib/services/summaries/edit-summary";
import { listSummaries } from "@/lib/services/summaries/list-summaries";
import { activateSummary } from "@/lib/services/summaries/activate-summary";
import { conversationId, editSummaryBody, useSummaryBody } from "@/types/api";
import type { SummariesAnswer, SummaryAnswer } from "@/types/api";

export const GET = apiRoute<{ id: string }>(async ({ params, session }) => {
  const id = readParam(conversationId, params.id);
  return Response.json((await listSummaries(memoryDeps(session), id)) satisfies SummariesAnswer);
});

export const PATCH = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(conversationId, params.id);
  const { version, line, text } = await readJson(request, editSummaryBody);
  const edit = { owner: session.userId, conversationId: id, version, line, text };
  return Response.json((await editSummary(memoryDeps(session), edit)) satisfies SummaryAnswer);
});

export const PUT = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(conversationId, params.id);
  const wish = await readJson(request, useSummaryBody);
  const use = { owner: session.userId, conversationId: id, ...wish };
  return Response.json((await activateSummary(memoryDeps(session), use)) satisfies SummaryAnswer);
});
