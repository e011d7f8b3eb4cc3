"use client";

import { useEffect, useState } from "react";
import { useMemory, type MemoriesView } from "@/lib/client/hooks/use-memories";
import type { MemoryFilter } from "@/lib/domain/sync/memory-list";
import type { Memory, MemoryId } from "@/types/memory";
import type { MemoryCounts } from "@/types/memory-api";
import { sum } from "./memory-counts";
import { MemoryList } from "./memory-list";
import { MemoryTools } from "./memory-tools";
import { MergeBar } from "./merge-bar";
import { TYPE_NAMES } from "./memory-words";
import type { MemoryWork } from "./use-memory-work";

type EntriesProps = {
  view: MemoriesView;
  filter: MemoryFilter;
  counts: MemoryCounts | null;
  work: MemoryWork;
  choosing: boolean;
  marked: MemoryId | null;
  onFilter: (patch: Partial<MemoryFilter>) => void;
  onShow: (id: MemoryId) => void;
  onChosen: () => void;
};

/** The stored entries, with what chooses among them. */
export function Entries(props: EntriesProps) {
  const { view, filter, counts, work, choosing, marked, onFilter, onShow, onChosen } = props;
  const [chosen, setChosen] = useState<readonly Memory[]>([]);
  const shown = useMarked(view, marked);
  const closed = sum(
    counts?.filter(({ type }) => filter.type === null || type === filter.type) ?? null,
    (one) => one.closed,
  );
  return (
    <>
      <MemoryTools filter={filter} closed={closed} onChange={onFilter} />
      {choosing && <MergeBar chosen={chosen} work={work} onDone={onChosen} />}
      <MemoryList
        view={shown}
        empty={emptyWords(filter)}
        marked={marked}
        chosen={choosing ? chosen : null}
        work={work}
        onChoose={(memory, on) =>
          setChosen((before) => [...before.filter(({ id }) => id !== memory.id), ...(on ? [memory] : [])])
        }
        onShow={onShow}
      />
    </>
  );
}

function emptyWords({ text, type, closedOnly, agentId }: MemoryFilter): string {
  if (text.trim() !== "") return `Nothing matches “${text.trim()}”.`;
  if (closedOnly) return "Nothing is contradicted.";
  if (agentId !== null) return "Nothing is remembered for this agent.";
  if (type !== null) return `Nothing ${TYPE_NAMES[type].toLowerCase()} yet.`;
  return "Nothing has been remembered yet. Memories appear after a few turns, or add one yourself.";
}

/** The entry that the address names stands in the list, before the others where its page is not read; and is scrolled to. */
function useMarked(view: MemoriesView, marked: MemoryId | null): MemoriesView {
  const listed = marked !== null && view.memories.some(({ id }) => id === marked);
  const apart = useMemory(listed || !view.loaded ? null : marked);
  const there = listed || apart !== null;
  useEffect(() => {
    if (marked === null || !there) return;
    const row = document.querySelector<HTMLElement>(`[data-memory="${marked}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  }, [marked, there]);
  return apart === null ? view : { ...view, memories: [apart, ...view.memories] };
}
