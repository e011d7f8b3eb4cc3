import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { recallMarksDeps } from "@/lib/server/recall-marks-deps";
import { markRecalled } from "@/lib/services/recall/mark-recalled";
import { conversationId, recallMarkBody, type RecallMarkAnswer } from "@/types/api";

export const POST = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(conversationId, params.id);
  const wish = await readJson(request, recallMarkBody);
  const mark = await markRecalled(recallMarksDeps(session), { conversationId: id, ...wish });
  return Response.json({ mark } satisfies RecallMarkAnswer);
});
