import { readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { keepFor } from "@/lib/server/turns/turn-actions";
import { turnId } from "@/types/api";

export const POST = apiRoute<{ id: string }>(async ({ params, session }) => {
  return Response.json(await keepFor(session, readParam(turnId, params.id)));
});
