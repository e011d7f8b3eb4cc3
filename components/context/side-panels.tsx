"use client";

import { lazy, Suspense } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { ChatSettings } from "@/components/chat/use-chat-settings";
import type { SidePanelState } from "./use-side-panel";

// Each comes with its first opening: none of them is needed to read or to write.
const InspectorPanel = lazy(() => import("./inspector-panel"));
const ReceiptPanel = lazy(() => import("./receipt-panel"));
const SummarySide = lazy(() => import("./summary-side"));

type SidePanelsProps = {
  chat: ConversationKey;
  side: SidePanelState;
  meter: MeterState;
  settings: ChatSettings;
  agentName: string;
};

/** What is open beside the transcript: one panel at a time. */
export function SidePanels({ chat, side, meter, settings, agentName }: SidePanelsProps) {
  const { panel, open, close } = side;
  if (!panel) return null;
  const readSummary = () => open({ kind: "summary" });
  const shared = { agentName, onReadSummary: readSummary, onClose: close };
  return (
    <Suspense fallback={null}>
      {panel.kind === "inspector" && (
        <InspectorPanel
          {...shared}
          chat={chat}
          meter={meter}
          settings={settings}
          tab={panel.tab}
          onTab={(tab) => open({ kind: "inspector", tab })}
        />
      )}
      {panel.kind === "receipt" && (
        <ReceiptPanel key={panel.turnId} {...shared} turnId={panel.turnId} meter={meter.meter} />
      )}
      {panel.kind === "summary" && chat !== "new" && <SummarySide conversationId={chat} onClose={close} />}
    </Suspense>
  );
}
