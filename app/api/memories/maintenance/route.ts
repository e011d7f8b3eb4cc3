import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { applyMaintenance, previewMaintenance } from "@/lib/services/memory/maintain-memories";
import { applyMaintenanceBody, type MaintenanceAnswer, type MaintenancePlanAnswer } from "@/types/memory-api";

export const GET = apiRoute(async ({ session }) =>
  Response.json((await previewMaintenance(rememberDeps(session))) satisfies MaintenancePlanAnswer),
);

export const POST = apiRoute(async ({ request, session }) => {
  const wish = await readJson(request, applyMaintenanceBody);
  const run = await applyMaintenance(rememberDeps(session), session.userId, wish);
  return Response.json({ run } satisfies MaintenanceAnswer);
});
