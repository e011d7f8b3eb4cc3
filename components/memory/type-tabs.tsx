"use client";

import type { ReactNode } from "react";
import type { MemoryType } from "@/types/memory";
import type { MemoryCounts } from "@/types/memory-api";
import { Tabs, useTabIds } from "@/components/ui/tabs";
import { sum } from "./memory-counts";
import { TYPE_NAMES } from "./memory-words";

export type TabId = "all" | MemoryType;

type TypeTabsProps = {
  counts: MemoryCounts | null;
  tab: TabId;
  onChoose: (tab: TabId) => void;
  children: ReactNode;
};

/** The types of memory, each with how many there are. The live windows are not stored, so nobody counts them. */
export function TypeTabs({ counts, tab, onChoose, children }: TypeTabsProps) {
  const idOf = useTabIds();
  const all = (count: MemoryCounts[number]) => count.holds + count.closed;
  const of = (type: MemoryType) => sum(counts?.filter((one) => one.type === type) ?? null, all);
  const tabs: { id: TabId; name: ReactNode }[] = [
    { id: "all", name: <TabName name="All" count={counts && sum(counts, all)} /> },
    { id: "short_term", name: "Short-term" },
    { id: "working", name: <TabName name={TYPE_NAMES.working} count={counts && of("working")} /> },
    { id: "long_term", name: <TabName name={TYPE_NAMES.long_term} count={counts && of("long_term")} /> },
    { id: "episodic", name: <TabName name={TYPE_NAMES.episodic} count={counts && of("episodic")} /> },
  ];
  return (
    <>
      <div className="mt-6">
        <Tabs label="Type" look="line" tabs={tabs} chosen={tab} onChoose={onChoose} idOf={idOf} />
      </div>
      <div role="tabpanel" id={idOf(tab).panel} aria-labelledby={idOf(tab).tab}>
        {children}
      </div>
    </>
  );
}

function TabName({ name, count }: { name: string; count: number | null }) {
  return (
    <>
      {name}{" "}
      {count !== null && <span className="ml-1 font-[420] text-ink-3">{count.toLocaleString("en")}</span>}
    </>
  );
}
