"use client";

import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useContextContents } from "@/lib/client/hooks/use-context-contents";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { ChatSettings } from "@/components/chat/use-chat-settings";
import { Tabs, useTabIds } from "@/components/ui/tabs";
import { BudgetTab } from "./budget-tab";
import { ContentsTab } from "./contents-tab";
import { LeftOutTab } from "./left-out-tab";
import { PanelHead } from "./panel-head";
import { SidePanel } from "./side-panel";
import type { InspectorTab } from "./use-side-panel";

export type InspectorPanelProps = {
  chat: ConversationKey;
  meter: MeterState;
  settings: ChatSettings;
  agentName: string;
  tab: InspectorTab;
  onTab: (tab: InspectorTab) => void;
  onReadSummary: () => void;
  onClose: () => void;
};

/** What the next call will hold, what it will not, and what decides that. */
export default function InspectorPanel(props: InspectorPanelProps) {
  const { chat, meter, settings, agentName, tab, onTab, onReadSummary, onClose } = props;
  const contents = useContextContents(chat);
  const idOf = useTabIds();
  const out = contents?.leftOut.length ?? 0;
  const tabs = [
    { id: "contents", name: "Contents" },
    { id: "left-out", name: out > 0 ? `Left out ${out}` : "Left out" },
    { id: "budget", name: "Budget" },
  ] as const;
  const shared = { chat, meter, contents };
  return (
    <SidePanel label="Context inspector" onClose={onClose}>
      <PanelHead closeLabel="Close inspector" onClose={onClose}>
        <h2 className="sr-only">Context</h2>
        <Tabs label="Context" tabs={tabs} chosen={tab} onChoose={onTab} idOf={idOf} />
      </PanelHead>
      <div
        key={tab}
        role="tabpanel"
        id={idOf(tab).panel}
        aria-labelledby={idOf(tab).tab}
        tabIndex={0}
        className="scroll-thin relative min-h-0 flex-1 overflow-y-auto px-[18px] pt-4 pb-6 focus-visible:-outline-offset-2"
      >
        {tab === "contents" && (
          <ContentsTab {...shared} agentName={agentName} onReadSummary={onReadSummary} />
        )}
        {tab === "left-out" && (
          <LeftOutTab {...shared} onReadSummary={onReadSummary} onBudget={() => onTab("budget")} />
        )}
        {tab === "budget" && <BudgetTab chat={chat} meter={meter} settings={settings} />}
      </div>
    </SidePanel>
  );
}
