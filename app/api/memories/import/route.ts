import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { importMemories } from "@/lib/services/memory/import-memories";
import { importMemoriesBody, type ImportMemoriesAnswer } from "@/types/memory-api";

export const POST = apiRoute(async ({ request, session }) => {
  const { memories } = await readJson(request, importMemoriesBody);
  const answer = await importMemories(rememberDeps(session), session.userId, memories);
  return Response.json(answer satisfies ImportMemoriesAnswer);
});
