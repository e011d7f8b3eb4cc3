import { readQuery } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { decodeSearchCursor, encodeSearchCursor } from "@/lib/server/http/search-cursor";
import { storesFor } from "@/lib/server/stores";
import { search } from "@/lib/services/search/search";
import { searchQuery } from "@/types/api-queries";
import type { SearchAnswer } from "@/types/search";

export const GET = apiRoute(async ({ request, session }) => {
  const { q, kind, sort, since, until, agentId, conversationId, role, cursor, limit } = readQuery(
    request,
    searchQuery,
  );
  const { next, ...page } = await search(storesFor(session), {
    text: q,
    kind: kind ?? null,
    sort,
    since: since ?? null,
    until: until ?? null,
    agentId: agentId ?? null,
    conversationId: conversationId ?? null,
    role: role ?? null,
    limit,
    after: cursor === undefined ? null : decodeSearchCursor(cursor, sort),
  });
  const nextCursor = next && encodeSearchCursor(next);
  return Response.json({ ...page, nextCursor } satisfies SearchAnswer);
});
