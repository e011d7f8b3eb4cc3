import type { ConversationId } from "@/types/ids";
import type { SearchHit, SnippetPart } from "@/types/search";

/** The hits of one conversation, or all those that belong to none. */
export type HitGroup = {
  key: string;
  conversationId: ConversationId | null;
  title: readonly SnippetPart[];
  /** Messages, summaries and memories; the title's own hit stands in `title`. */
  hits: SearchHit[];
};

const MEMORIES: readonly SnippetPart[] = [{ text: "Memories", hit: false }];

/** By conversation, in the order in which each appears first. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<string, HitGroup>();
  for (const hit of hits) {
    const key = hit.kind === "memory" ? "memories" : (hit.conversationId ?? "");
    const group = groups.get(key) ?? emptyGroup(key, hit);
    groups.set(key, group);
    if (hit.kind === "title") group.title = hit.snippet;
    else group.hits.push(hit);
  }
  return [...groups.values()];
}

function emptyGroup(key: string, { kind, conversationId, title }: SearchHit): HitGroup {
  if (kind === "memory") return { key, conversationId: null, title: MEMORIES, hits: [] };
  return { key, conversationId, title: [{ text: title, hit: false }], hits: [] };
}

/** Names a hit among all of one answer. */
export function hitKey({ kind, conversationId, messageId, memoryId }: SearchHit): string {
  return `${kind} ${memoryId ?? messageId ?? conversationId ?? ""}`;
}
