import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { contextDeps } from "@/lib/server/context-deps";
import { reportContext } from "@/lib/services/context/report-context";
import { contextBody } from "@/types/api";
import type { ContextReport } from "@/types/chat";

export const POST = apiRoute(async ({ request, session }) => {
  const body = await readJson(request, contextBody);
  const report = await reportContext(contextDeps(session), {
    conversationId: body.conversationId ?? null,
    agentId: body.agentId ?? null,
    draft: body.draft ?? "",
    maxTokens: body.maxTokens ?? null,
  });
  return Response.json(report satisfies ContextReport);
});
