"use client";

import { useCallback, useMemo, type ReactNode } from "react";
import { useConversationList } from "@/lib/client/hooks/use-conversation-list";
import {
  useReplyText,
  type ConversationActions,
  type ConversationKey,
  type ConversationState,
} from "@/lib/client/hooks/use-conversation";
import { useOutbox } from "@/lib/client/hooks/use-outbox";
import { usePanel } from "@/lib/client/hooks/use-panel";
import { TEMPORARY_CHAT } from "@/lib/client/stores/drafts-store";
import type { ReplyEntry, TranscriptEntry } from "@/lib/domain/sync/transcript";
import { memoryHorizon, NO_HORIZON } from "@/lib/domain/meter/memory-horizon";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { Conversation } from "@/types/chat";
import type { TurnId } from "@/types/ids";
import { Horizon } from "@/components/context/horizon";
import type { SidePanelState } from "@/components/context/use-side-panel";
import { chatAddress } from "@/components/shell/chat-address";
import { useOpenChat } from "@/components/shell/use-open-chat";
import { notify } from "@/components/ui/notify";
import { Compacting } from "./compacting";
import { LoadFailed, NotFound } from "./gone";
import { horizonKey, memoryView } from "./memory-view";
import type { PendingActions } from "./pending-note";
import { Reply, WritingReply } from "./reply";
import { Transcript, type Later, type Position } from "./transcript";
import { TranscriptSkeleton } from "./transcript-skeleton";
import { useMemoryActions } from "./use-memory-actions";
import { UserMessage } from "./user-message";
import { Welcome, type Start } from "./welcome";

type MessagesProps = {
  chat: ConversationKey;
  state: ConversationState;
  actions: ConversationActions;
  row: Conversation | null;
  /** The next call; null before the first count. */
  meter: Meter | null;
  agentName: string;
  /** The turn whose receipt is open. */
  receiptOf: TurnId | null;
  open: SidePanelState["open"];
};

/** The messages of a conversation, or what stands in their place. */
export function Messages(props: MessagesProps) {
  const { chat, state, actions, row, meter, agentName, receiptOf, open } = props;
  const pending = usePendingActions();
  const reply = useReplyActions(actions);
  const { actions: memoryActions, menu } = useMemoryActions(chat, open);
  const horizon = meter ? memoryHorizon(meter) : NO_HORIZON;
  const entries = state.around?.entries ?? state.transcript;
  const horizonAt = horizonKey(entries, horizon.from, moreAbove(state));
  const line = meter && horizonAt !== null && (
    <Horizon key={horizon.from} {...meter} onReadSummary={() => open({ kind: "summary" })} />
  );
  const message = (entry: TranscriptEntry, position: Position | null) => {
    const shared = { ...memoryView(horizon, entry), position, memoryActions };
    if (entry.role === "user") return <UserMessage entry={entry} actions={pending} {...shared} />;
    if (entry.status === "streaming") {
      const live = { chat, entry, agentName, position, compacting: state.compacting };
      return <LiveReply {...live} reserve={meter?.reserve ?? null} />;
    }
    const receiptOpen = entry.turnId !== null && entry.turnId === receiptOf;
    return (
      <Reply entry={entry} agentName={agentName} actions={reply} receiptOpen={receiptOpen} {...shared} />
    );
  };
  const renderEntry = (entry: TranscriptEntry, position: Position | null) =>
    entry.key === horizonAt ? (
      <>
        {line}
        {message(entry, position)}
      </>
    ) : (
      message(entry, position)
    );
  return (
    <>
      <Transcript
        subject={state.id ?? chat}
        entries={entries}
        earlier={earlierOf(state, actions, row)}
        later={laterOf(state, actions)}
        renderEntry={renderEntry}
        instead={<Instead chat={chat} state={state} actions={actions} agentName={agentName} />}
        after={state.around === null && <After line={horizonAt === "end" ? line : null} state={state} />}
      />
      {menu}
    </>
  );
}

/** Below the last message: the horizon where everything is above it, and what is done before a message is taken. */
function After({ line, state }: { line: ReactNode; state: ConversationState }) {
  return (
    <>
      {line}
      {state.compacting !== null && !state.running && (
        <div className="pl-7 max-sm:pl-[18px]">
          <Compacting messages={state.compacting} />
        </div>
      )}
    </>
  );
}

type LiveReplyProps = {
  chat: ConversationKey;
  entry: ReplyEntry;
  agentName: string;
  reserve: number | null;
  compacting: number | null;
  position: Position | null;
};

/** Only this article is drawn again while its text arrives. */
function LiveReply({ chat, entry, ...rest }: LiveReplyProps) {
  const live = useReplyText(chat, entry.id);
  return <WritingReply entry={entry} live={live} {...rest} />;
}

function moreAbove({ around, hasOlder }: ConversationState): boolean {
  return around ? around.from > 1 : hasOlder;
}

function laterOf({ around }: ConversationState, actions: ConversationActions): Later | null {
  return around && { load: () => void actions.loadNewer(), toLatest: actions.showLatest };
}

function earlierOf(state: ConversationState, actions: ConversationActions, row: Conversation | null) {
  if (!moreAbove(state)) return null;
  const stored = state.transcript.filter((entry) => entry.seq !== null).length;
  return {
    // How many lie above a place in the middle nobody has counted.
    count: state.around ? 0 : Math.max(0, (row?.messageCount ?? 0) - stored),
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

type InsteadProps = Pick<MessagesProps, "chat" | "state" | "actions" | "agentName">;

function Instead({ chat, state, actions, agentName }: InsteadProps) {
  switch (state.phase) {
    case "loading":
      return state.transcript.length === 0 ? <TranscriptSkeleton /> : null;
    case "missing":
    case "deleted":
      return <NotFound deleted={state.phase === "deleted"} />;
    case "failed":
      return <LoadFailed message={state.failure?.message ?? null} onReload={() => void actions.reload()} />;
    case "ready":
      return state.transcript.length === 0 ? <EmptyChat chat={chat} agentName={agentName} /> : null;
    default:
      return state.phase satisfies never;
  }
}

/** The welcome, with the way back into what was last talked about. */
function EmptyChat({ chat, agentName }: Pick<MessagesProps, "chat" | "agentName">) {
  const [chosen, choose] = usePanel(TEMPORARY_CHAT, false);
  const { items, loaded } = useConversationList();
  const openChat = useOpenChat();
  const starts: Start[] = items.slice(0, 3).map((item) => ({
    label: `Continue “${item.title}”`,
    onSelect: () => openChat(chatAddress(item.id)),
  }));
  const temporary = chat === "new" ? { chosen, choose } : null;
  const first = loaded && items.length === 0;
  return <Welcome agentName={agentName} first={first} starts={starts} temporary={temporary} />;
}
