import { deletedSince, gapBetween } from "@/lib/domain/export/deleted-since";
import type { StoredReceipt } from "@/lib/ports/export-reader";
import type { Conversation } from "@/types/chat";
import type { SeqRange } from "@/types/context";
import type { ConversationExport, ExportedReceipt } from "@/types/export";
import { toSummary } from "../summaries/to-summary";
import { EXPORT_PAGE, type ExportDeps } from "./export-deps";
import { exportMessages } from "./export-messages";
import { readPages } from "./read-pages";

/** Summaries of one request; each may take megabytes. */
const SUMMARY_PAGE = 5;

type Deps = Pick<ExportDeps, "messages" | "exports">;

/** What the messages say about the receipts that follow them: numbers alone. */
type Seen = { last: number; gaps: SeqRange[] };

/** A ConversationExport, written piece by piece. */
export async function* jsonExport(
  deps: Deps,
  conversation: Conversation,
  exportedAt: string,
): AsyncGenerator<string, void> {
  const seen: Seen = { last: 0, gaps: [] };
  const head = { format: 1, exportedAt, conversation } satisfies Partial<ConversationExport>;
  yield `${JSON.stringify(head).slice(0, -1)},\n"messages":[`;
  yield* listed(messagesOf(deps, conversation, seen));
  yield `],\n"summaries":[`;
  yield* listed(summariesOf(deps, conversation));
  yield `],\n"receipts":[`;
  yield* listed(receiptsOf(deps, conversation, seen));
  yield "]}\n";
}

/** The items of a JSON array, one on each line. */
async function* listed(pages: AsyncGenerator<object[], void>): AsyncGenerator<string, void> {
  let first = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield `${first ? "\n" : ",\n"}${page.map((item) => JSON.stringify(item)).join(",\n")}`;
    first = false;
  }
}

async function* messagesOf(deps: Deps, { id }: Conversation, seen: Seen) {
  for await (const page of exportMessages(deps, id)) {
    for (const { seq } of page) {
      const gap = gapBetween(seen.last, seq);
      if (gap !== null) seen.gaps.push(gap);
      seen.last = seq;
    }
    yield page;
  }
}

async function* summariesOf({ exports }: Deps, { id, summaryVersion }: Conversation) {
  const pages = readPages(
    SUMMARY_PAGE,
    (page) => exports.summaries(id, page),
    ({ version }) => version,
  );
  for await (const page of pages) yield page.map((summary) => toSummary(summary, summaryVersion));
}

/** Turns that have begun since the messages were read are left to the next export. */
async function* receiptsOf({ exports }: Deps, { id }: Conversation, { last, gaps }: Seen) {
  const pages = readPages(
    EXPORT_PAGE,
    (page) => exports.receipts(id, page),
    ({ reply }) => reply.seq,
  );
  for await (const page of pages) {
    yield page.filter(({ reply }) => reply.seq <= last).map((stored) => exportedReceipt(stored, gaps));
  }
}

function exportedReceipt(stored: StoredReceipt, gaps: readonly SeqRange[]): ExportedReceipt {
  return { ...stored, deleted: deletedSince(stored.receipt, gaps) };
}
