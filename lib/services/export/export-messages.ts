import type { Message } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { withTextSoFar } from "../conversations/with-text-so-far";
import { EXPORT_PAGE, type ExportDeps } from "./export-deps";
import { readPages } from "./read-pages";

type Deps = Pick<ExportDeps, "messages" | "exports">;

/** Every row of a conversation, ascending, page by page; a running reply comes with its text so far. */
export async function* exportMessages(deps: Deps, id: ConversationId): AsyncGenerator<Message[], void> {
  const pages = readPages(
    EXPORT_PAGE,
    (page) => deps.exports.messages(id, page),
    ({ seq }) => seq,
  );
  for await (const page of pages) {
    yield await Promise.all(page.map((message) => withTextSoFar(deps, message)));
  }
}
