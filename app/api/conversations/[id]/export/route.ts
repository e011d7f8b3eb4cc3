import { attachment } from "@/lib/server/http/attachment";
import { readParam, readQuery } from "@/lib/server/http/body";
import { apiRoute } from "@/lib/server/http/route";
import { exportDeps } from "@/lib/server/export-deps";
import { exportConversation } from "@/lib/services/export/export-conversation";
import { conversationId } from "@/types/api";
import { exportQuery } from "@/types/api-queries";

/** Seconds that a serverless host may take for a long conversation. */
export const maxDuration = 300;

export const GET = apiRoute<{ id: string }>(async ({ request, params, session, log }) => {
  const id = readParam(conversationId, params.id);
  const { format } = readQuery(request, exportQuery);
  const { file, parts } = await exportConversation(exportDeps(session), { conversationId: id, format });
  return attachment({ ...file, parts }, log);
});
