import { readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { contextDeps } from "@/lib/server/context-deps";
import { reportContext } from "@/lib/services/context/report-context";
import { conversationId } from "@/types/api";
import type { ContextReport } from "@/types/context";

export const GET = apiRoute<{ id: string }>(async ({ params, session }) => {
  const id = readParam(conversationId, params.id);
  const input = { conversationId: id, agentId: null, draft: "", wishes: {}, contents: false };
  return Response.json((await reportContext(contextDeps(session), input)) satisfies ContextReport);
});
