import { readJson, readQuery } from "@/lib/server/http/body";
import { decodeMemoryCursor, encodeMemoryCursor } from "@/lib/server/http/memory-cursor";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { addMemory } from "@/lib/services/memory/add-memory";
import { listMemories } from "@/lib/services/memory/list-memories";
import { addMemoryBody, listMemoriesQuery } from "@/types/memory-api";
import type { AddMemoryAnswer, MemoriesAnswer } from "@/types/memory-api";

export const GET = apiRoute(async ({ request, session }) => {
  const { cursor, q: text, ...query } = readQuery(request, listMemoriesQuery);
  const after = cursor === undefined ? null : decodeMemoryCursor(cursor);
  const { memoryReader } = rememberDeps(session);
  const { next, ...list } = await listMemories(memoryReader, { ...query, text, after });
  const nextCursor = next === null ? null : encodeMemoryCursor(next);
  return Response.json({ ...list, nextCursor } satisfies MemoriesAnswer);
});

export const POST = apiRoute(async ({ request, session }) => {
  const wish = { owner: session.userId, ...(await readJson(request, addMemoryBody)) };
  const added = await addMemory(rememberDeps(session), wish);
  return Response.json(added satisfies AddMemoryAnswer, { status: added.merged ? 200 : 201 });
});
