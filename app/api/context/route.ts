import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { contextDeps } from "@/lib/server/context-deps";
import { reportContext } from "@/lib/services/context/report-context";
import { contextBody, type ContextAnswer } from "@/types/api";

export const POST = apiRoute(async ({ request, session }) => {
  const {
    conversationId,
    agentId,
    draft,
    include,
    temporary = false,
    ...wishes
  } = await readJson(request, contextBody);
  const answer = await reportContext(contextDeps(session), {
    conversationId: conversationId ?? null,
    agentId: agentId ?? null,
    draft: draft ?? "",
    temporary,
    wishes,
    contents: include === "contents",
  });
  return Response.json(answer satisfies ContextAnswer);
});
