import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { memoryDeps } from "@/lib/server/memory-deps";
import { markMessages } from "@/lib/services/marks/mark-messages";
import { conversationId, marksBody, type MarksAnswer } from "@/types/api";

export const POST = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(conversationId, params.id);
  const wish = { owner: session.userId, conversationId: id, ...(await readJson(request, marksBody)) };
  const messages = await markMessages(memoryDeps(session), wish);
  return Response.json({ messages } satisfies MarksAnswer);
});
