import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { exportMemories } from "@/lib/services/memory/export-memories";
import type { MemoryExport } from "@/types/memory-api";

export const GET = apiRoute(async ({ session }) => {
  const file = await exportMemories(rememberDeps(session));
  const headers = { "content-disposition": 'attachment; filename="throughline-memories.json"' };
  return Response.json(file satisfies MemoryExport, { headers });
});
