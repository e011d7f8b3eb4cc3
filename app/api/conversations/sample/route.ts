import { apiRoute } from "@/lib/server/http/route";
import { sampleDeps } from "@/lib/server/lab-deps";
import { makeSample } from "@/lib/services/sample/make-sample";
import type { ConversationAnswer } from "@/types/api";

export const POST = apiRoute(async ({ session }) => {
  const { conversation, created } = await makeSample(sampleDeps(session), session.userId);
  return Response.json({ conversation } satisfies ConversationAnswer, { status: created ? 201 : 200 });
});
