import { readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { memoryDeps } from "@/lib/server/memory-deps";
import { readAccount } from "@/lib/services/summaries/read-account";
import { conversationId, type AccountAnswer } from "@/types/api";

export const GET = apiRoute<{ id: string }>(async ({ params, session }) => {
  const id = readParam(conversationId, params.id);
  return Response.json((await readAccount(memoryDeps(session), id)) satisfies AccountAnswer);
});
