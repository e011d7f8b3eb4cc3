import { publicRoute } from "@/lib/server/http/route";
import { readHealth } from "@/lib/server/health";

export const GET = publicRoute(async () => {
  const health = await readHealth();
  return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
});
