import { readQuery } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { listDeletionsQuery, type DeletionsAnswer } from "@/types/memory-api";

export const GET = apiRoute(async ({ request, session }) => {
  const { limit } = readQuery(request, listDeletionsQuery);
  const deletions = await rememberDeps(session).memoryReader.deletions(limit);
  return Response.json({ deletions } satisfies DeletionsAnswer);
});
