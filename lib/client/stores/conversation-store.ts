import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConversationId, MessageId, TurnId } from "@/types/ids";
import { applyChatEvent } from "@/lib/domain/sync/apply-chat-event";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { emptyChat, type ChatState } from "@/lib/domain/sync/chat-state";
import { loadedTail } from "@/lib/domain/sync/needs-refetch";
import { createTranscript, type TranscriptEntry } from "@/lib/domain/sync/transcript";
import type { ApiFailure } from "../api-failure";

/** A conversation that has no id yet is "new": it gets one when its first message is accepted. */
export type ConversationKey = ConversationId | "new";

export type ConversationState = {
  id: ConversationId | null;
  phase: "loading" | "ready" | "missing" | "deleted" | "failed";
  /** Why loading did not work. */
  failure: ApiFailure | null;
  chat: ChatState;
  transcript: readonly TranscriptEntry[];
  hasOlder: boolean;
  loadingOlder: boolean;
  olderFailure: ApiFailure | null;
  /** The reply that is being written now, whoever asked for it. */
  running: { turnId: TurnId | null; replyId: MessageId } | null;
  /** A message has left and is not acknowledged yet. */
  sending: boolean;
  stopping: boolean;
  /** So many older messages are being summarised before the call can be made; null: none. */
  compacting: number | null;
  /** The last time that messages moved into a summary while this was open. */
  managed: { version: number; tokensFreed: number } | null;
  /** Why the server did not take a message; its text is back in the draft. */
  refusal: ApiFailure | null;
};

type LocalState = Omit<ConversationState, "id" | "chat" | "transcript" | "hasOlder" | "running" | "sending">;

export type ConversationStore = {
  store: StoreApi<ConversationState>;
  /** The only way in which server data changes. */
  apply: (event: ChatEvent) => void;
  /** State of this tab alone. */
  set: (patch: Partial<LocalState>) => void;
};

/** One conversation's replica: an event goes through the reducer, and what is shown is derived from the result. */
export function createConversationStore(key: ConversationKey): ConversationStore {
  const transcriptOf = createTranscript();
  const id = key === "new" ? null : key;
  const store = createStore<ConversationState>(() => ({
    ...derived(emptyChat(id), transcriptOf, null),
    phase: id === null ? "ready" : "loading",
    failure: null,
    loadingOlder: false,
    olderFailure: null,
    stopping: false,
    compacting: null,
    managed: null,
    refusal: null,
  }));

  function apply(event: ChatEvent): void {
    const before = store.getState();
    const chat = applyChatEvent(before.chat, event);
    if (chat === before.chat) return;
    const next = derived(chat, transcriptOf, before.running);
    const stopping = before.stopping && next.running?.replyId === before.running?.replyId;
    store.setState({ ...next, stopping, ...phaseAfter(before.phase, event) });
  }

  return { store, apply, set: (patch) => store.setState(patch) };
}

function phaseAfter(
  phase: ConversationState["phase"],
  event: ChatEvent,
): Partial<Pick<ConversationState, "phase" | "failure">> {
  if (event.type === "deleted") return { phase: "deleted" };
  if (event.type !== "page" || event.span.kind !== "newest" || phase === "deleted") return {};
  return { phase: "ready", failure: null };
}

function derived(
  chat: ChatState,
  transcriptOf: (state: ChatState) => readonly TranscriptEntry[],
  before: ConversationState["running"],
): Pick<ConversationState, "id" | "chat" | "transcript" | "hasOlder" | "running" | "sending"> {
  const transcript = transcriptOf(chat);
  const running = runningReply(transcript);
  return {
    id: chat.conversationId,
    chat,
    transcript,
    hasOlder: !chat.deleted && (loadedTail(chat)?.from ?? 0) > 0,
    running: running?.replyId === before?.replyId ? before : running,
    sending: [...chat.sends.values()].some((send) => send.state === "sending"),
  };
}

function runningReply(transcript: readonly TranscriptEntry[]): ConversationState["running"] {
  const entry = transcript.findLast((candidate) => candidate.role === "assistant");
  if (entry?.role !== "assistant" || entry.status !== "streaming") return null;
  return { turnId: entry.turnId, replyId: entry.id };
}
