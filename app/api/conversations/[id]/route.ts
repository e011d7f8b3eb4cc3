import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { services } from "@/lib/server/services";
import { storesFor } from "@/lib/server/stores";
import { updateConversation } from "@/lib/services/conversations/update-conversation";
import { found } from "@/lib/services/found";
import { conversationId, patchConversationBody, type ConversationAnswer } from "@/types/api";

export const GET = apiRoute<{ id: string }>(async ({ params, session }) => {
  const id = readParam(conversationId, params.id);
  const conversation = found(await storesFor(session).conversations.find(id));
  return Response.json({ conversation } satisfies ConversationAnswer);
});

export const PATCH = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(conversationId, params.id);
  const changes = await readJson(request, patchConversationBody);
  const deps = { ...storesFor(session), models: services().models };
  const conversation = await updateConversation(deps, id, changes);
  return Response.json({ conversation } satisfies ConversationAnswer);
});

export const DELETE = apiRoute<{ id: string }>(async ({ params, session }) => {
  const id = readParam(conversationId, params.id);
  const removed = await storesFor(session).conversations.remove(id);
  found(removed || null);
  return new Response(null, { status: 204 });
});
