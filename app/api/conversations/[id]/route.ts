import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { services } from "@/lib/server/services";
import { storesFor } from "@/lib/server/stores";
import { updateConversation } from "@/lib/services/conversations/update-conversation";
import { forget } from "@/lib/services/forget/forget";
import { found } from "@/lib/services/found";
import { conversationId, patchConversationBody, type ConversationAnswer } from "@/types/api";
import type { DeletionAnswer } from "@/types/memory-api";

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

export const DELETE = apiRoute<{ id: string }>(async ({ params, session, log }) => {
  const what = { conversation: readParam(conversationId, params.id) };
  const deletion = await forget(rememberDeps(session), { owner: session.userId, what, keep: [], log });
  return Response.json({ deletion } satisfies DeletionAnswer);
});
