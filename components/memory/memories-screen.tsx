"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useDocumentTitle } from "@/lib/client/hooks/use-conversation-list";
import { useMemories, useMemoryCounts } from "@/lib/client/hooks/use-memories";
import type { MemoryFilter } from "@/lib/domain/sync/memory-list";
import type { MemoryId } from "@/types/memory";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { AddMemory } from "./add-memory";
import { Entries } from "./entries";
import { ForgetAll } from "./forget-all";
import { ImportMemories } from "./import-memories";
import { Maintenance } from "./maintenance";
import { MemoriesLede } from "./memories-lede";
import { MemoriesMenu, type MemoryTask } from "./memories-menu";
import { sum } from "./memory-counts";
import { Receipts } from "./receipts";
import { ShortTerm } from "./short-term";
import { Suggestions } from "./suggestions";
import { TypeTabs, type TabId } from "./type-tabs";
import type { MemoryPlace } from "./memory-address";
import { usePlace } from "./use-place";
import { useMemoryWork, type MemoryWork } from "./use-memory-work";

const FIRST: MemoryFilter = { type: null, agentId: null, closedOnly: false, text: "", order: "value" };

/** Everything that is remembered, where it is from and what it costs, under its owner's hand. */
export function MemoriesScreen() {
  useDocumentTitle("Memories · Throughline");
  const work = useMemoryWork();
  const counts = useMemoryCounts();
  const [place, show] = usePlace();
  const [filter, setFilter] = useState(FIRST);
  const [tab, setTab] = useState<TabId>("all");
  const [choosing, setChoosing] = useState(false);
  const [clearing, setClearing] = useState<HTMLElement | null>(null);
  const view = useMemories(filter);
  const { task, receipt, setTask, close } = useTask(place, show);
  const choose = (id: TabId) => {
    setTab(id);
    if (id !== "short_term") setFilter({ ...filter, type: id === "all" ? null : id });
  };
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <PageHeader name="Memories" />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-[61rem] px-9 pt-9 pb-16 max-sm:px-[18px] max-sm:pt-5 max-sm:pb-12">
          <div className="flex items-center gap-1.5">
            <h1 className="flex-1 font-serif text-2xl font-[480] tracking-[-0.012em]">Memories</h1>
            <Button onClick={() => setTask("add")}>
              <Icon of={Plus} />
              Add memory
            </Button>
            <MemoriesMenu onTask={setTask} onChoose={() => setChoosing(true)} onForgetAll={setClearing} />
          </div>
          <MemoriesLede counts={counts} view={view} filter={filter} />
          <Task task={task} receipt={receipt} work={work} onClose={close} />
          <TypeTabs counts={counts} tab={tab} onChoose={choose}>
            {tab === "short_term" ? (
              <ShortTerm />
            ) : (
              <Entries
                key={choosing ? "choosing" : "reading"}
                {...{ view, filter, counts, work, choosing }}
                onFilter={(patch) => setFilter({ ...filter, ...patch })}
                marked={memoryIn(place)}
                onShow={(id) => show(`#${id}`)}
                onChosen={() => setChoosing(false)}
              />
            )}
          </TypeTabs>
        </div>
      </div>
      {clearing && (
        <ForgetAll
          count={sum(counts, (one) => one.holds + one.closed)}
          onForget={work.forgetAll}
          onClose={() => setClearing(null)}
          returnTo={clearing}
        />
      )}
    </main>
  );
}

/** What is being done above the list; a receipt that the address names opens the receipts. */
function useTask(place: MemoryPlace, show: (hash: string) => void) {
  const [task, setTask] = useState<MemoryTask | "add" | null>(null);
  const receipt = receiptIn(place);
  const close = () => {
    setTask(null);
    if (receipt !== null) show("");
  };
  return { task: task ?? (receipt === null ? null : ("receipts" as const)), receipt, setTask, close };
}

function receiptIn(place: MemoryPlace): string | null {
  return place !== null && "receipt" in place ? place.receipt : null;
}

function memoryIn(place: MemoryPlace): MemoryId | null {
  return place !== null && "memory" in place ? place.memory : null;
}

type TaskProps = {
  task: MemoryTask | "add" | null;
  receipt: string | null;
  work: MemoryWork;
  onClose: () => void;
};

function Task({ task, receipt, work, onClose }: TaskProps) {
  switch (task) {
    case "add":
      return <AddMemory onAdd={work.add} onDone={onClose} />;
    case "maintenance":
      return <Maintenance onClose={onClose} />;
    case "suggestions":
      return <Suggestions work={work} onClose={onClose} />;
    case "import":
      return <ImportMemories onClose={onClose} />;
    case "receipts":
      return <Receipts marked={receipt} onClose={onClose} />;
    case null:
      return null;
    default:
      return task satisfies never;
  }
}
