"use client";

import type { RefObject } from "react";
import type {
  ConversationActions,
  ConversationKey,
  ConversationState,
} from "@/lib/client/hooks/use-conversation";
import { useDraft } from "@/lib/client/hooks/use-draft";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { useReach } from "@/lib/client/hooks/use-reach";
import { ContextMeter } from "@/components/context/context-meter";
import { Composer } from "./composer";
import { OverBudgetNote } from "./over-budget-note";
import { Refusal } from "./refusal";
import type { ChatSettings } from "./use-chat-settings";
import { MOST_BUDGET } from "./ways-out";

type DockProps = {
  chat: ConversationKey;
  state: ConversationState;
  actions: ConversationActions;
  meter: MeterState;
  settings: ChatSettings;
  /** The model's window in tokens; null while it is not known. */
  window: number | null;
  spent: number | null;
  textarea: RefObject<HTMLTextAreaElement | null>;
};

/** Meter and composer: always in view, below the messages. */
export function Dock({ chat, state, actions, meter, settings, window, spent, textarea }: DockProps) {
  const [draft, setDraft] = useDraft(chat);
  const reach = useReach();
  const counted = meter.meter;
  const over = draft.trim() !== "" && counted !== null && counted.overBy > 0 && counted.draft > 0;
  const send = () => {
    actions.clearRefusal();
    actions.send(draft);
    textarea.current?.focus();
  };
  return (
    <div className="relative shrink-0 bg-canvas pb-[18px] max-sm:px-2.5 max-sm:pb-[calc(10px+env(safe-area-inset-bottom))]">
      <div className="mx-auto max-w-measure pr-3.5 pl-[42px] max-sm:px-0">
        {over && <OverBudgetNote meter={counted} settings={settings} window={window ?? MOST_BUDGET} />}
        {!over && state.refusal && state.refusal.code !== "message_over_budget" && (
          <Refusal failure={state.refusal} />
        )}
        <ContextMeter
          meter={counted}
          asOf={meter.failure && meter.countedAt !== null ? clockTime(meter.countedAt) : null}
          writing={state.running !== null}
          spent={spent}
        />
        <Composer
          textarea={textarea}
          draft={draft}
          onDraft={setDraft}
          onSend={send}
          onStop={state.running ? () => void actions.stop() : null}
          stopping={state.stopping}
          draftTokens={counted && (counted.draft > 0 || !meter.counting) ? counted.draft : null}
          over={over}
          later={reach === "online" ? null : "sends later"}
        />
      </div>
    </div>
  );
}

function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
