import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { services } from "@/lib/server/services";
import { adoptGuest } from "@/lib/services/account/adopt-guest";
import { adoptBody, type AdoptAnswer } from "@/types/api";

export const POST = apiRoute(async ({ request, session }) => {
  const { guestToken } = await readJson(request, adoptBody);
  const { accountWriter: accounts, verifyToken: verify } = services();
  const conversations = await adoptGuest({ accounts, verify }, session, guestToken);
  return Response.json({ conversations } satisfies AdoptAnswer);
});
