import { readJson, readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { services } from "@/lib/server/services";
import { storesFor } from "@/lib/server/stores";
import { updateAgent } from "@/lib/services/agents/update-agent";
import { agentId, patchAgentBody, type AgentAnswer } from "@/types/api";

export const PATCH = apiRoute<{ id: string }>(async ({ request, params, session }) => {
  const id = readParam(agentId, params.id);
  const changes = await readJson(request, patchAgentBody);
  const agent = await updateAgent({ ...storesFor(session), models: services().models }, id, changes);
  return Response.json({ agent } satisfies AgentAnswer);
});
