import { readJson } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { storesFor } from "@/lib/server/stores";
import { updateProfile } from "@/lib/services/account/update-profile";
import { found } from "@/lib/services/found";
import { patchProfileBody, type ProfileAnswer } from "@/types/api";

export const GET = apiRoute(async ({ session }) => {
  const profile = found(await storesFor(session).profile.read());
  return Response.json({ profile } satisfies ProfileAnswer);
});

export const PATCH = apiRoute(async ({ request, session }) => {
  const changes = await readJson(request, patchProfileBody);
  const profile = await updateProfile(storesFor(session), changes);
  return Response.json({ profile } satisfies ProfileAnswer);
});
