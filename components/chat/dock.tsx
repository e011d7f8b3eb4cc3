"use client";

import { Timer } from "lucide-react";
import type { RefObject } from "react";
import type {
  ConversationActions,
  ConversationKey,
  ConversationState,
} from "@/lib/client/hooks/use-conversation";
import { useDraft } from "@/lib/client/hooks/use-draft";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { useReach } from "@/lib/client/hooks/use-reach";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import { ContextMeter } from "@/components/context/context-meter";
import { rateWords } from "@/components/context/rate-words";
import { Note } from "@/components/ui/note";
import { notify } from "@/components/ui/notify";
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
  spent: number;
  inspector: { open: boolean; toggle: () => void } | null;
  textarea: RefObject<HTMLTextAreaElement | null>;
};

/** Meter and composer: always in view, below the messages. */
export function Dock(props: DockProps) {
  const { chat, state, actions, meter, settings, window, spent, inspector, textarea } = props;
  const [draft, setDraft, adoptDraft] = useDraft(chat);
  const reach = useReach();
  const over = draft.trim() !== "" && isOver(meter.meter);
  const send = () => {
    actions.clearRefusal();
    actions.send(draft);
    textarea.current?.focus();
  };
  return (
    <div className="relative shrink-0 bg-canvas pb-[18px] max-sm:px-2.5 max-sm:pb-[calc(10px+env(safe-area-inset-bottom))]">
      <div className="mx-auto max-w-measure pr-3.5 pl-[42px] max-sm:px-0">
        {/* On a short screen, as at 200 % zoom, it scrolls, so that what is written stays in view. */}
        <div className="scroll-thin max-h-[30dvh] overflow-y-auto">
          <DockNote
            {...{ chat, meter: meter.meter, over, draft, settings, window }}
            refusal={state.refusal}
          />
        </div>
        <ContextMeter
          meter={meter.meter}
          asOf={asOf(meter)}
          writing={state.running !== null}
          spent={spent}
          inspector={inspector}
        />
        <Composer
          textarea={textarea}
          draft={draft}
          onDraft={setDraft}
          onEarly={adoptDraft}
          onSend={send}
          onStop={state.running ? () => void stop(actions) : null}
          stopping={state.stopping}
          draftTokens={countedDraft(meter)}
          over={over}
          later={reach === "online" ? null : "sends later"}
        />
      </div>
    </div>
  );
}

type DockNoteProps = Pick<DockProps, "chat" | "settings" | "window"> & {
  meter: Meter | null;
  over: boolean;
  draft: string;
  refusal: ConversationState["refusal"];
};

/** What stands in the way of sending, or what the plan makes of it: the most pressing of them. */
function DockNote({ chat, meter, over, draft, settings, window, refusal }: DockNoteProps) {
  if (over && meter) {
    return <OverBudgetNote {...{ chat, meter, settings }} window={window ?? MOST_BUDGET} />;
  }
  if (refusal) return <Refusal failure={refusal} />;
  if (!meter?.rate || draft.trim() === "") return null;
  return <Note icon={Timer}>{rateWords(meter.rate, meter.provider)}</Note>;
}

function isOver(meter: Meter | null): boolean {
  return meter !== null && meter.overBy > 0 && meter.draft > 0;
}

/** The last count stays while a newer one is on its way; there is none yet for the first words. */
function countedDraft({ meter, counting }: MeterState): number | null {
  if (!meter) return null;
  return meter.draft > 0 || !counting ? meter.draft : null;
}

/** The time of the numbers shown, once a newer count has failed. */
function asOf({ failure, countedAt }: MeterState): string | null {
  if (!failure || countedAt === null) return null;
  return new Date(countedAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

async function stop(actions: ConversationActions): Promise<void> {
  try {
    await actions.stop();
  } catch (thrown) {
    notify({ text: thrown instanceof Error ? thrown.message : "It could not be stopped." });
  }
}
