import { readJson } from "@/lib/server/http/body";
import { forgetWhat } from "@/lib/server/http/forget-what";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { forget } from "@/lib/services/forget/forget";
import { forgetBody, type DeletionAnswer } from "@/types/memory-api";

export const POST = apiRoute(async ({ request, session, log }) => {
  const { keep, ...body } = await readJson(request, forgetBody);
  const wish = { owner: session.userId, what: forgetWhat(body), keep, log };
  const deletion = await forget(rememberDeps(session), wish);
  return Response.json({ deletion } satisfies DeletionAnswer);
});
