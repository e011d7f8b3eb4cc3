import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { undoMaintenance } from "@/lib/services/memory/maintain-memories";
import { undoMaintenanceBody, type MaintenanceAnswer } from "@/types/memory-api";

export const POST = apiRoute(async ({ request, session }) => {
  const wish = await readJson(request, undoMaintenanceBody);
  const run = await undoMaintenance(rememberDeps(session), session.userId, wish.run);
  return Response.json({ run } satisfies MaintenanceAnswer);
});
