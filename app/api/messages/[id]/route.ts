import { readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { forget } from "@/lib/services/forget/forget";
import { messageId } from "@/types/api";
import type { DeletionAnswer } from "@/types/memory-api";

export const DELETE = apiRoute<{ id: string }>(async ({ params, session, log }) => {
  const what = { message: readParam(messageId, params.id) };
  const deletion = await forget(rememberDeps(session), { owner: session.userId, what, keep: [], log });
  return Response.json({ deletion } satisfies DeletionAnswer);
});
