import { fileNameOf } from "@/lib/domain/export/file-name";
import type { ExportFormat } from "@/types/export";
import type { ConversationId } from "@/types/ids";
import { found } from "../found";
import type { ExportDeps } from "./export-deps";
import { jsonExport } from "./json-export";
import { markdownExport } from "./markdown-export";

export type Export = {
  file: { fileName: string; contentType: string };
  parts: AsyncGenerator<string, void>;
};

const KINDS = {
  json: { extension: "json", contentType: "application/json; charset=utf-8", write: jsonExport },
  markdown: { extension: "md", contentType: "text/markdown; charset=utf-8", write: markdownExport },
} as const satisfies Record<ExportFormat, object>;

/**
 * A conversation as a file, in parts that are made when they are asked for. Throws `not_found` before the first part;
 * a part that throws means that the file is not whole.
 */
export async function exportConversation(
  deps: ExportDeps,
  wish: { conversationId: ConversationId; format: ExportFormat },
): Promise<Export> {
  const { conversationId: id, format } = wish;
  const first = found(await deps.conversations.find(id));
  const ended = first.running ? await deps.turns.interruptExpired(id) : [];
  const conversation = ended.length > 0 ? found(await deps.conversations.find(id)) : first;
  const exportedAt = new Date(deps.clock.now()).toISOString();
  const { extension, contentType, write } = KINDS[format];
  return {
    file: { fileName: `${fileNameOf(conversation.title)}.${extension}`, contentType },
    parts: whole(deps, id, write(deps, conversation, exportedAt)),
  };
}

/** What is deleted while it is read looks like an end: the last part comes only where the conversation is still there. */
async function* whole(
  { conversations }: Pick<ExportDeps, "conversations">,
  id: ConversationId,
  parts: AsyncGenerator<string, void>,
): AsyncGenerator<string, void> {
  let last: string | null = null;
  for await (const part of parts) {
    if (last !== null) yield last;
    last = part;
  }
  found(await conversations.find(id));
  if (last !== null) yield last;
}
