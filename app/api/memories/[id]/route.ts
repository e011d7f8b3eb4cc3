import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { forget } from "@/lib/services/forget/forget";
import { found } from "@/lib/services/found";
import { editMemory } from "@/lib/services/memory/edit-memory";
import { editMemoryBody, memoryId, type DeletionAnswer, type MemoryAnswer } from "@/types/memory-api";

export const GET = apiRoute<{ id: string }>(async ({ params, session }) => {
  const id = readParam(memoryId, params.id);
  const memory = found(await rememberDeps(session).memoryReader.find(id));
  return Response.json({ memory } satisfies MemoryAnswer);
});

export const PATCH = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(memoryId, params.id);
  const changes = await readJson(request, editMemoryBody);
  const memory = await editMemory(rememberDeps(session), session.userId, id, changes);
  return Response.json({ memory } satisfies MemoryAnswer);
});

export const DELETE = apiRoute<{ id: string }>(async ({ params, session, log }) => {
  const what = { memories: [readParam(memoryId, params.id)] };
  const deletion = await forget(rememberDeps(session), { owner: session.userId, what, keep: [], log });
  return Response.json({ deletion } satisfies DeletionAnswer);
});
