import { readParam, readQuery } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { services } from "@/lib/server/services";
import { storesFor } from "@/lib/server/stores";
import { listMessages } from "@/lib/services/conversations/list-messages";
import { conversationId, type MessagePage } from "@/types/api";
import { listMessagesQuery } from "@/types/api-queries";

export const GET = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(conversationId, params.id);
  const query = readQuery(request, listMessagesQuery);
  const deps = { ...storesFor(session), turns: services().turnStore };
  const { messages, hasMore } = await listMessages(deps, id, query);
  const edge = query.after === undefined ? messages[0] : messages.at(-1);
  const nextCursor = hasMore && edge ? edge.seq : null;
  return Response.json({ messages, nextCursor, hasMore } satisfies MessagePage);
});
