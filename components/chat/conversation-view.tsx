"use client";

import { useEffect, useRef } from "react";
import {
  useConversation,
  useConversationActions,
  useConversationRow,
  type ConversationKey,
  type ConversationState,
} from "@/lib/client/hooks/use-conversation";
import { useDocumentTitle } from "@/lib/client/hooks/use-conversation-list";
import { useMeter } from "@/lib/client/hooks/use-meter";
import type { Conversation } from "@/types/chat";
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

/** One conversation: header, messages, meter and composer. */
export function ConversationView({ chat }: { chat: ConversationKey }) {
  const state = useConversation(chat);
  // A new conversation gets its id while it is on screen; from then on its stores answer to that.
  const key = state.id ?? chat;
  const actions = useConversationActions(key);
  const row = useConversationRow(key);
  const meter = useMeter(key);
  const model = useChatModel(row);
  const settings = useChatSettings(key, row, meter.meter, model);
  const { newChat } = useSidebarControl();
  const textarea = useRef<HTMLTextAreaElement>(null);
  const title = titleOf(chat, state, row);
  useDocumentTitle(`${title} · Throughline`);

  const { id } = state;
  useEffect(() => {
    if (chat === "new" && id) replaceAddress(chatAddress(id));
  }, [chat, id]);
  // Whatever is opened, one can write in it at once; a touch keyboard opens only when asked for.
  useEffect(() => {
    if (window.matchMedia("(hover: hover)").matches) textarea.current?.focus({ preventScroll: true });
  }, [key]);

  const gone = state.phase === "missing" || state.phase === "deleted";
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ChatHeader
        title={title}
        agentName={model.agentName}
        modelName={model.modelName}
        settings={
          gone ? null : <HeaderSettings settings={settings} model={model} spent={row?.totalTokens ?? 0} />
        }
        sidebar={<SidebarButtons />}
        onNewChat={newChat}
      />
      <Messages
        chat={key}
        state={state}
        actions={actions}
        row={row}
        leftOutTo={meter.meter?.leftOut?.to ?? 0}
        reserve={meter.meter?.reserve ?? null}
        agentName={model.agentName}
      />
      {!gone && (
        <Dock
          chat={key}
          state={state}
          actions={actions}
          meter={meter}
          settings={settings}
          window={model.info?.contextWindow ?? null}
          spent={row?.totalTokens ?? null}
          textarea={textarea}
        />
      )}
      <Announcer chat={key} state={state} meter={meter.meter} agentName={model.agentName} />
    </main>
  );
}

function titleOf(chat: ConversationKey, state: ConversationState, row: Conversation | null): string {
  if (row) return row.title;
  if (state.phase === "missing" || state.phase === "deleted") return "Not found";
  return chat === "new" ? "New chat" : "Conversation";
}
