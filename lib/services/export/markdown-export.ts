import {
  isShown,
  transcriptEnd,
  transcriptEntry,
  transcriptHead,
  type Unshown,
} from "@/lib/domain/export/markdown-transcript";
import type { StoredReceipt } from "@/lib/ports/export-reader";
import type { Conversation, Message } from "@/types/chat";
import type { ConversationId, MessageId } from "@/types/ids";
import type { ExportDeps } from "./export-deps";
import { exportMessages } from "./export-messages";

/** Who answers where the agent is gone. */
const NAMELESS = "Assistant";

type Deps = Pick<ExportDeps, "agents" | "messages" | "exports">;

/** A transcript to read, written piece by piece. */
export async function* markdownExport(
  deps: Deps,
  conversation: Conversation,
  exportedAt: string,
): AsyncGenerator<string, void> {
  const { id, agentId } = conversation;
  const agentName = (await deps.agents.find(agentId))?.name ?? NAMELESS;
  yield transcriptHead(conversation, exportedAt);
  const unshown: Unshown = { replaced: 0, thoughts: 0 };
  let shown = 0;
  for await (const page of exportMessages(deps, id)) {
    const receipts = await receiptsBeside(deps, id, page);
    let text = "";
    for (const message of page) {
      if (isShown(message)) {
        text += transcriptEntry({ message, agentName, receipt: receipts.get(message.id) ?? null });
        shown += 1;
      } else if (message.kind === "thinking") unshown.thoughts += 1;
      else unshown.replaced += 1;
    }
    yield text;
  }
  yield transcriptEnd(shown, unshown);
}

/** The receipts of a page's replies, by the id of the reply. */
async function receiptsBeside(
  { exports }: Deps,
  id: ConversationId,
  page: readonly Message[],
): Promise<Map<MessageId, StoredReceipt>> {
  const replies = page.filter(({ role, kind }) => role === "assistant" && kind === "chat");
  const first = replies[0];
  if (first === undefined) return new Map();
  // Every reply is one turn's, and turns are ordered by its seq.
  const stored = await exports.receipts(id, { after: first.seq - 1, limit: replies.length });
  return new Map(stored.map((receipt) => [receipt.replyId, receipt]));
}
