import { readJson } from "@/lib/server/http/body";
import { forgetWhat } from "@/lib/server/http/forget-what";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { forgetPreviewBody, type ForgetPreviewAnswer } from "@/types/memory-api";

export const POST = apiRoute(async ({ request, session }) => {
  const what = forgetWhat(await readJson(request, forgetPreviewBody));
  const preview = await rememberDeps(session).forgetting.derivedFrom({ owner: session.userId, what });
  return Response.json(preview satisfies ForgetPreviewAnswer);
});
