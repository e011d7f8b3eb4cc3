"use client";

import { useEffect, useRef, useState } from "react";
import type { MemoriesView } from "@/lib/client/hooks/use-memories";
import { useHeldMemories } from "@/lib/client/hooks/use-memories";
import { useNow } from "@/lib/client/hooks/use-now";
import { useAgents } from "@/lib/client/hooks/use-settings";
import { useReach } from "@/lib/client/hooks/use-reach";
import type { Memory, MemoryId } from "@/types/memory";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { COLUMNS, MemoryRow } from "./memory-row";
import type { MemoryWork } from "./use-memory-work";

type MemoryListProps = {
  view: MemoriesView;
  /** Said in place of the list where it is empty. */
  empty: string;
  marked: MemoryId | null;
  /** Entries that are to become one, in the order of choosing; null while none are chosen. */
  chosen: readonly Memory[] | null;
  work: MemoryWork;
  onChoose: (memory: Memory, chosen: boolean) => void;
  onShow: (id: MemoryId) => void;
};

/** Entries, one below the other; more are read as the end comes near. */
export function MemoryList({ view, empty, marked, chosen, work, onChoose, onShow }: MemoryListProps) {
  const now = useNow(60_000);
  const held = useHeldMemories();
  const { data: agents } = useAgents();
  const several = (agents?.length ?? 0) > 1;
  const nameOf = (memory: Memory) => {
    if (memory.agentId === null || !several) return null;
    return agents?.find(({ id }) => id === memory.agentId)?.name ?? null;
  };
  const { memories, loaded } = view;
  return (
    <>
      {memories.length > 0 && <Headings />}
      <ul aria-label="Memories" aria-busy={view.loading}>
        {memories.map((memory) => (
          <MemoryRow
            key={memory.id}
            memory={memory}
            now={now}
            agentName={nameOf(memory)}
            held={held.get(memory.id) ?? null}
            marked={marked === memory.id}
            chosen={chosen && chosen.some(({ id }) => id === memory.id)}
            work={work}
            onChoose={onChoose}
            onShow={onShow}
          />
        ))}
      </ul>
      <ListFailure view={view} />
      {!loaded && !view.failure && <Loading />}
      {loaded && memories.length === 0 && !view.failure && (
        <p className="py-6 text-lead text-ink-2">{empty}</p>
      )}
      {view.more && <More view={view} />}
    </>
  );
}

function Headings() {
  return (
    <div
      aria-hidden
      className={`${COLUMNS} border-b border-line-strong pt-3 pb-2 text-xs font-medium whitespace-nowrap text-ink-3 max-md:hidden!`}
    >
      <span>Memory</span>
      <span>Type</span>
      <span>Importance</span>
      <span>Last used</span>
      <span className="text-right">Tokens spent</span>
    </div>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading memories" className="pt-4">
      {["72%", "58%", "81%", "64%"].map((width) => (
        <div key={width} className="border-b border-line py-3">
          <Skeleton width={width} />
          <Skeleton width="24%" />
        </div>
      ))}
    </div>
  );
}

/** What is shown stays, with the reason why it may be old. */
function ListFailure({ view }: { view: MemoriesView }) {
  const reach = useReach();
  if (!view.failure) return null;
  return (
    <div className="mt-4">
      <Note tone={reach === "online" ? "danger" : "warning"} role="alert">
        {reach === "offline"
          ? "You are offline. Memories are read again when you are back."
          : view.failure.message}{" "}
        <Button size="sm" onClick={view.reload}>
          Read again
        </Button>
      </Note>
    </div>
  );
}

/** Reads on before the end is reached; the button is for those who arrive faster, or by keyboard. */
function More({ view }: { view: MemoriesView }) {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const { loadMore, loadingMore, memories } = view;
  useEffect(() => {
    if (!box.current || !("IntersectionObserver" in window)) return;
    const watch = new IntersectionObserver((entries) => setNear(entries.some((one) => one.isIntersecting)), {
      rootMargin: "800px",
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const read = useRef(0);
  useEffect(() => {
    // Once for each length: a page that fails is asked for again by the button alone.
    if (!near || loadingMore || read.current === memories.length) return;
    read.current = memories.length;
    loadMore();
  }, [near, loadingMore, memories.length, loadMore]);
  return (
    <div ref={box} className="flex justify-center pt-4">
      <Button busy={loadingMore} onClick={loadMore}>
        Show more
      </Button>
    </div>
  );
}
