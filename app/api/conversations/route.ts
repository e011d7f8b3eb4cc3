import { readJson, readQuery } from "@/lib/server/http/body";
import { decodeCursor, encodeCursor } from "@/lib/server/http/list-cursor";
import { apiRoute } from "@/lib/server/http/route";
import { newConversationId } from "@/lib/server/new-id";
import { services } from "@/lib/server/services";
import { storesFor } from "@/lib/server/stores";
import { createConversation } from "@/lib/services/conversations/create-conversation";
import { listConversations } from "@/lib/services/conversations/list-conversations";
import { createConversationBody, type ConversationAnswer, type ConversationPage } from "@/types/api";
import { listConversationsQuery } from "@/types/api-queries";

export const GET = apiRoute(async ({ request, session }) => {
  const { limit, cursor, agentId } = readQuery(request, listConversationsQuery);
  const before = cursor === undefined ? null : decodeCursor(cursor);
  const query = { limit, before, agentId: agentId ?? null };
  const { conversations, next } = await listConversations(storesFor(session), query);
  const nextCursor = next && encodeCursor(next);
  return Response.json({ conversations, nextCursor, hasMore: next !== null } satisfies ConversationPage);
});

export const POST = apiRoute(async ({ request, session }) => {
  const {
    id = newConversationId(),
    agentId = null,
    ...settings
  } = await readJson(request, createConversationBody);
  const { env, models } = services();
  const deps = { ...storesFor(session), models, maxContextTokens: env.maxContextTokens };
  const { conversation, created } = await createConversation(deps, { ...settings, id, agentId });
  return Response.json({ conversation } satisfies ConversationAnswer, { status: created ? 201 : 200 });
});
