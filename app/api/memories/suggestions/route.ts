import { apiRoute } from "@/lib/server/http/route";
import { rememberDeps } from "@/lib/server/remember-deps";
import { suggestMemories } from "@/lib/services/memory/maintain-memories";
import type { SuggestionsAnswer } from "@/types/memory-api";

export const GET = apiRoute(async ({ session }) =>
  Response.json((await suggestMemories(rememberDeps(session))) satisfies SuggestionsAnswer),
);
