import { apiRoute } from "@/lib/server/http/route";
import { services } from "@/lib/server/services";
import type { ModelList } from "@/types/api";

export const GET = apiRoute(async () => {
  const providers = await services().models.list();
  return Response.json({ providers } satisfies ModelList);
});
