import { readParam } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { receiptFor } from "@/lib/server/turns/turn-actions";
import { turnId } from "@/types/api";

export const GET = apiRoute<{ id: string }>(async ({ params, session }) => {
  return Response.json(await receiptFor(session, readParam(turnId, params.id)));
});
