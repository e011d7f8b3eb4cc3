"use client";

import { useEffect, useRef, type RefObject } from "react";
import {
  useConversation,
  useConversationActions,
  useConversationRow,
  type ConversationKey,
  type ConversationState,
} from "@/lib/client/hooks/use-conversation";
import { useDocumentTitle } from "@/lib/client/hooks/use-conversation-list";
import { useHeld } from "@/lib/client/hooks/use-held";
import { useMeter } from "@/lib/client/hooks/use-meter";
import { usePanel } from "@/lib/client/hooks/use-panel";
import { TEMPORARY_CHAT } from "@/lib/client/stores/drafts-store";
import type { Conversation } from "@/types/chat";
import type { ConversationId, TurnId } from "@/types/ids";
import { SidePanels } from "@/components/context/side-panels";
import { useSidePanel, type SidePanelState } from "@/components/context/use-side-panel";
import { chatAddress } from "@/components/shell/chat-address";
import { SidebarButtons, useSidebarControl } from "@/components/shell/sidebar-control";
import { replaceAddress } from "@/components/shell/use-open-chat";
import { Announcer } from "./announcer";
import { ChatHeader } from "./chat-header";
import { Dock } from "./dock";
import { HeaderSettings } from "./header-settings";
import { Messages } from "./messages";
import { useChatModel } from "./use-chat-model";
import { useChatSettings } from "./use-chat-settings";
import { useJumpToAddress } from "./use-jump-to-address";

/** One conversation: header, messages, meter and composer. */
export function ConversationView({ chat }: { chat: ConversationKey }) {
  const state = useConversation(chat);
  // A new conversation gets its id while it is on screen; from then on its stores answer to that.
  const key = state.id ?? chat;
  const row = useConversationRow(key);
  const textarea = useRef<HTMLTextAreaElement>(null);
  useFollowNewId(chat, state.id);
  useJumpToAddress(useHeld(key), state.phase === "ready");
  // Whatever is opened, one can write in it at once; a touch keyboard opens only when asked for.
  useEffect(() => {
    if (window.matchMedia("(hover: hover)").matches) textarea.current?.focus({ preventScroll: true });
  }, [key]);
  const title = titleOf(chat, state, row);
  useDocumentTitle(`${title} · Throughline`);
  return <ConversationParts chat={key} state={state} row={row} title={title} textarea={textarea} />;
}

/** A conversation that has just come into being gets its own address. */
function useFollowNewId(chat: ConversationKey, id: ConversationId | null): void {
  useEffect(() => {
    if (chat === "new" && id) replaceAddress(chatAddress(id));
  }, [chat, id]);
}

type PartsProps = {
  chat: ConversationKey;
  state: ConversationState;
  row: Conversation | null;
  title: string;
  textarea: RefObject<HTMLTextAreaElement | null>;
};

function ConversationParts({ chat, state, row, title, textarea }: PartsProps) {
  const actions = useConversationActions(chat);
  const meter = useMeter(chat);
  const model = useChatModel(row);
  const temporary = useTemporary(chat, row);
  const settings = useChatSettings(chat, row, meter.meter);
  const side = useSidePanel(chat);
  const { newChat } = useSidebarControl();
  const gone = state.phase === "missing" || state.phase === "deleted";
  const inspector = gone ? null : inspectorOf(side);
  const shared = { chat, state, actions };
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ChatHeader
          title={title}
          agentName={model.agentName}
          modelName={model.modelName}
          temporary={temporary}
          settings={gone ? null : <HeaderSettings settings={settings} model={model} spent={spentIn(row)} />}
          sidebar={<SidebarButtons />}
          inspector={inspector}
          onNewChat={newChat}
        />
        <Messages
          {...shared}
          row={row}
          meter={meter.meter}
          agentName={model.agentName}
          receiptOf={receiptOf(side)}
          open={side.open}
        />
        {!gone && (
          <Dock
            {...shared}
            meter={meter}
            settings={settings}
            window={model.info?.contextWindow ?? null}
            spent={spentIn(row)}
            inspector={inspector}
            textarea={textarea}
          />
        )}
        <Announcer chat={chat} state={state} meter={meter.meter} agentName={model.agentName} />
      </main>
      {!gone && (
        <SidePanels chat={chat} side={side} meter={meter} settings={settings} agentName={model.agentName} />
      )}
    </div>
  );
}

/** Whether it is kept out of memory; a conversation that has no row yet says it by what was chosen for it. */
function useTemporary(chat: ConversationKey, row: Conversation | null): boolean {
  const [chosen] = usePanel(TEMPORARY_CHAT, false);
  return row ? (row.temporary ?? false) : chat === "new" && chosen;
}

function spentIn(row: Conversation | null): number {
  return row ? row.totalTokens : 0;
}

function receiptOf({ panel }: SidePanelState): TurnId | null {
  return panel?.kind === "receipt" ? panel.turnId : null;
}

function inspectorOf({ panel, open, close }: SidePanelState): { open: boolean; toggle: () => void } {
  const isOpen = panel?.kind === "inspector";
  return { open: isOpen, toggle: isOpen ? close : () => open({ kind: "inspector", tab: "contents" }) };
}

function titleOf(chat: ConversationKey, state: ConversationState, row: Conversation | null): string {
  if (row) return row.title;
  if (state.phase === "missing" || state.phase === "deleted") return "Not found";
  return chat === "new" ? "New chat" : "Conversation";
}
