"use client";

import { memo, useEffect, useMemo, useRef } from "react";
import { groupByDate } from "@/lib/domain/dates/date-group";
import type { Conversation } from "@/types/chat";
import type { AgentId, ConversationId } from "@/types/ids";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { ConversationRow, type RowActions } from "./conversation-row";
import { VirtualGroups } from "./virtual-groups";

type ConversationListProps = {
  items: readonly Conversation[];
  agentNames: ReadonlyMap<AgentId, string>;
  loaded: boolean;
  loading: boolean;
  hasMore: boolean;
  failure: string | null;
  running: ReadonlySet<ConversationId>;
  ended: ReadonlySet<ConversationId>;
  current: ConversationId | null;
  renaming: ConversationId | null;
  menuFor: ConversationId | null;
  /** Milliseconds since the epoch; the groups follow it. */
  now: number;
  actions: RowActions;
  onMore: () => void;
  onReload: () => void;
};

/** Up to this many conversations all stand in the page; more are virtualised. */
const MOST_IN_PAGE = 500;
/** Rows that the browser lays out together, and skips together while they are off screen. */
const CHUNK = 50;

/** Conversations under the day of their last activity, newest first. */
export function ConversationList(props: ConversationListProps) {
  const { items, loaded, loading, hasMore, failure, now, onMore, onReload } = props;
  // The headings change with the list and at midnight, not with every minute or mark.
  const today = new Date(now).setHours(12, 0, 0, 0);
  const box = useRef<HTMLElement>(null);
  const groups = useMemo(() => groupByDate(items, (item) => item.updatedAt, today), [items, today]);
  return (
    <nav
      ref={box}
      aria-label="Conversations"
      className="scroll-thin min-h-0 flex-1 overflow-y-auto px-2.5 pb-3"
    >
      {items.length > MOST_IN_PAGE ? (
        <VirtualGroups groups={groups} box={box} renderRow={(row) => rowOf(props, row)} />
      ) : (
        groups.map((group) => (
          <div key={group.label}>
            <h2 className="sticky top-0 z-1 bg-panel px-2.5 pt-3.5 pb-[5px] text-xs font-medium text-ink-3">
              {group.label}
            </h2>
            {chunksOf(group.items).map((chunk) => (
              <Chunk key={chunk[0]?.id} chunk={chunk} list={props} />
            ))}
          </div>
        ))
      )}
      {!loaded && !failure && <ListSkeleton />}
      {loaded && items.length === 0 && (
        <p className="px-2.5 pt-3.5 text-sm text-ink-3">
          No conversations yet. The first message starts one.
        </p>
      )}
      {failure && (
        <div className="grid justify-items-start gap-2 px-2.5 pt-3.5 text-sm text-ink-2">
          {failure}
          <Button size="sm" onClick={onReload}>
            Read again
          </Button>
        </div>
      )}
      {hasMore && !failure && <MoreSentinel loading={loading} onMore={onMore} />}
    </nav>
  );
}

function chunksOf(items: readonly Conversation[]): Conversation[][] {
  const chunks: Conversation[][] = [];
  for (let start = 0; start < items.length; start += CHUNK) chunks.push(items.slice(start, start + CHUNK));
  return chunks;
}

type ChunkProps = { chunk: readonly Conversation[]; list: ConversationListProps };

const Chunk = memo(function Chunk({ chunk, list }: ChunkProps) {
  return (
    <ul className="[content-visibility:auto]" style={{ containIntrinsicSize: `auto ${chunk.length * 32}px` }}>
      {chunk.map((conversation) => rowOf(list, conversation))}
    </ul>
  );
}, sameChunk);

function rowOf(list: ConversationListProps, conversation: Conversation) {
  const { current, renaming, menuFor, running, ended, agentNames, actions } = list;
  return (
    <ConversationRow
      key={conversation.id}
      conversation={conversation}
      agentName={agentNames.get(conversation.agentId) ?? null}
      current={conversation.id === current}
      mark={running.has(conversation.id) ? "running" : ended.has(conversation.id) ? "ended" : null}
      renaming={conversation.id === renaming}
      menuOpen={conversation.id === menuFor}
      actions={actions}
    />
  );
}

/** A chunk is drawn again only when something in it changed. */
function sameChunk(before: ChunkProps, after: ChunkProps): boolean {
  if (before.chunk.length !== after.chunk.length) return false;
  if (before.list.actions !== after.list.actions) return false;
  if (before.list.agentNames !== after.list.agentNames) return false;
  return after.chunk.every((conversation, index) => {
    const { id } = conversation;
    return before.chunk[index] === conversation && sameRowState(before.list, after.list, id);
  });
}

function sameRowState(a: ConversationListProps, b: ConversationListProps, id: ConversationId): boolean {
  return (
    a.running.has(id) === b.running.has(id) &&
    a.ended.has(id) === b.ended.has(id) &&
    (a.current === id) === (b.current === id) &&
    (a.renaming === id) === (b.renaming === id) &&
    (a.menuFor === id) === (b.menuFor === id)
  );
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading conversations" className="px-2.5 pt-4">
      {["72%", "88%", "64%", "80%", "56%"].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}

/** Asks for more as it comes near the view; a button too, for those who do not scroll. */
function MoreSentinel({ loading, onMore }: { loading: boolean; onMore: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element || loading) return;
    const observer = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && onMore(), {
      rootMargin: "600px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [loading, onMore]);
  return (
    <div ref={place} className="px-2.5 pt-2">
      <Button size="sm" look="ghost" busy={loading} onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}
