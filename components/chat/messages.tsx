"use client";

import { useCallback, useMemo } from "react";
import { useConversationList } from "@/lib/client/hooks/use-conversation-list";
import {
  useReplyText,
  type ConversationActions,
  type ConversationKey,
  type ConversationState,
} from "@/lib/client/hooks/use-conversation";
import { useOutbox } from "@/lib/client/hooks/use-outbox";
import type { ReplyEntry, TranscriptEntry } from "@/lib/domain/sync/transcript";
import type { Conversation } from "@/types/chat";
import { chatAddress } from "@/components/shell/chat-address";
import { useOpenChat } from "@/components/shell/use-open-chat";
import { notify } from "@/components/ui/notify";
import { LoadFailed, NotFound } from "./gone";
import type { PendingActions } from "./pending-note";
import { Reply, WritingReply } from "./reply";
import { Transcript, type Position } from "./transcript";
import { TranscriptSkeleton } from "./transcript-skeleton";
import { UserMessage } from "./user-message";
import { Welcome, type Start } from "./welcome";

type MessagesProps = {
  chat: ConversationKey;
  state: ConversationState;
  actions: ConversationActions;
  row: Conversation | null;
  /** Messages up to this seq no longer fit into a call; 0 when all do. */
  leftOutTo: number;
  reserve: number | null;
  agentName: string;
};

/** The messages of a conversation, or what stands in their place. */
export function Messages({ chat, state, actions, row, leftOutTo, reserve, agentName }: MessagesProps) {
  const pending = usePendingActions();
  const reply = useReplyActions(actions);
  const renderEntry = (entry: TranscriptEntry, position: Position | null) => {
    const leftOut = entry.seq !== null && entry.seq <= leftOutTo;
    const shared = { leftOut, position };
    if (entry.role === "user") return <UserMessage entry={entry} actions={pending} {...shared} />;
    if (entry.status === "streaming") {
      return (
        <LiveReply chat={chat} entry={entry} agentName={agentName} reserve={reserve} position={position} />
      );
    }
    return <Reply entry={entry} agentName={agentName} actions={reply} {...shared} />;
  };
  return (
    <Transcript
      subject={state.id ?? chat}
      entries={state.transcript}
      earlier={earlierOf(state, actions, row)}
      renderEntry={renderEntry}
      instead={<Instead state={state} actions={actions} agentName={agentName} />}
    />
  );
}

type LiveReplyProps = {
  chat: ConversationKey;
  entry: ReplyEntry;
  agentName: string;
  reserve: number | null;
  position: Position | null;
};

/** Only this article is drawn again while its text arrives. */
function LiveReply({ chat, entry, ...rest }: LiveReplyProps) {
  const live = useReplyText(chat, entry.id);
  return <WritingReply entry={entry} live={live} {...rest} />;
}

function earlierOf(state: ConversationState, actions: ConversationActions, row: Conversation | null) {
  if (!state.hasOlder) return null;
  const stored = state.transcript.filter((entry) => entry.seq !== null).length;
  return {
    count: Math.max(0, (row?.messageCount ?? 0) - stored),
    loading: state.loadingOlder,
    failed: state.olderFailure !== null,
    load: () => void actions.loadOlder(),
  };
}

function usePendingActions() {
  const { retry, edit } = useOutbox();
  return useMemo<PendingActions>(
    () => ({ retry: (send) => retry(send.clientMessageId), edit: (send) => edit(send.clientMessageId) }),
    [retry, edit],
  );
}

function useReplyActions({ retry, keep }: ConversationActions) {
  const run = useCallback((work: Promise<void>) => {
    work.catch((thrown: unknown) => {
      notify({ text: thrown instanceof Error ? thrown.message : "That did not work. Nothing was changed." });
    });
  }, []);
  return useMemo(
    () => ({
      retry: ({ turnId }: ReplyEntry) => {
        if (turnId) run(retry(turnId));
      },
      keep: ({ turnId }: ReplyEntry) => {
        if (turnId) run(keep(turnId));
      },
    }),
    [retry, keep, run],
  );
}

type InsteadProps = { state: ConversationState; actions: ConversationActions; agentName: string };

function Instead({ state, actions, agentName }: InsteadProps) {
  switch (state.phase) {
    case "loading":
      return state.transcript.length === 0 ? <TranscriptSkeleton /> : null;
    case "missing":
    case "deleted":
      return <NotFound deleted={state.phase === "deleted"} />;
    case "failed":
      return <LoadFailed message={state.failure?.message ?? null} onReload={() => void actions.reload()} />;
    case "ready":
      return state.transcript.length === 0 ? <EmptyChat agentName={agentName} /> : null;
    default:
      return state.phase satisfies never;
  }
}

/** The welcome, with the way back into what was last talked about. */
function EmptyChat({ agentName }: { agentName: string }) {
  const { items, loaded } = useConversationList();
  const openChat = useOpenChat();
  const starts: Start[] = items.slice(0, 3).map((item) => ({
    label: `Continue “${item.title}”`,
    onSelect: () => openChat(chatAddress(item.id)),
  }));
  return <Welcome agentName={agentName} first={loaded && items.length === 0} starts={starts} />;
}
