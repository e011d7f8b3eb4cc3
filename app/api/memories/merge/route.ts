import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { mergeMemories } from "@/lib/services/memory/merge-memories";
import { mergeMemoriesBody, type MemoryAnswer } from "@/types/memory-api";

export const POST = apiRoute(async ({ request, session }) => {
  const wish = await readJson(request, mergeMemoriesBody);
  const memory = await mergeMemories(rememberDeps(session), session.userId, wish);
  return Response.json({ memory } satisfies MemoryAnswer);
});
