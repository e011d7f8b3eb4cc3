import type { ExportFormat } from "@/types/export";
import type { ConversationId } from "@/types/ids";

/**
 * Saves a conversation as a file. The browser itself fetches it, by the session's cookie: a long one is not held in the
 * page, and a download that breaks off shows as failed.
 */
export function downloadExport(id: ConversationId, format: ExportFormat): void {
  const link = document.createElement("a");
  link.href = `/api/conversations/${id}/export?format=${format}`;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
