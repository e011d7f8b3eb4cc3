import { apiRoute } from "@/lib/server/http/route";
import { storesFor } from "@/lib/server/stores";
import type { AgentList } from "@/types/api";

export const GET = apiRoute(async ({ session }) => {
  const agents = await storesFor(session).agents.list();
  return Response.json({ agents } satisfies AgentList);
});
