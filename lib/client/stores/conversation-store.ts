import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConversationId, MessageId, TurnId } from "@/types/ids";
import { applyChatEvent } from "@/lib/domain/sync/apply-chat-event";
import type { ChatEvent } from "@/lib/domain/sync/chat-event";
import { emptyChat, type ChatState } from "@/lib/domain/sync/chat-state";
import { loadedTail } from "@/lib/domain/sync/needs-refetch";
import { rangeAround } from "@/lib/domain/sync/shown-range";
import { createTranscript, type TranscriptEntry } from "@/lib/domain/sync/transcript";
import type { ApiFailure } from "../api-failure";

/** A conversation that has no id yet is "new": it gets one when its first message is accepted. */
export type ConversationKey = ConversationId | "new";

/** Messages that are read apart from the newest ones: more may lie above them, and more follows below. */
export type AroundView = {
  /** The seq that was asked for. */
  place: number;
  from: number;
  to: number;
  entries: readonly TranscriptEntry[];
};

export type ConversationState = {
  id: ConversationId | null;
  phase: "loading" | "ready" | "missing" | "deleted" | "failed";
  /** Why loading did not work. */
  failure: ApiFailure | null;
  chat: ChatState;
  transcript: readonly TranscriptEntry[];
  hasOlder: boolean;
  /** What is shown in place of the newest messages; null: those are. */
  around: AroundView | null;
  loadingOlder: boolean;
  /** Messages below those that are shown around a place are on their way. */
  loadingNewer: boolean;
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

type Derived = "id" | "chat" | "transcript" | "hasOlder" | "around" | "running" | "sending";
type LocalState = Omit<ConversationState, Derived>;

export type ConversationStore = {
  store: StoreApi<ConversationState>;
  /** The only way in which server data changes. */
  apply: (event: ChatEvent) => void;
  /** State of this tab alone. */
  set: (patch: Partial<LocalState>) => void;
  /** Shows what is loaded around a message; null: the newest messages again. */
  showAround: (place: number | null) => void;
};

/** One conversation's replica: an event goes through the reducer, and what is shown is derived from the result. */
export function createConversationStore(key: ConversationKey): ConversationStore {
  const transcriptOf = createTranscript();
  const aroundOf = createTranscript();
  const id = key === "new" ? null : key;
  const store = createStore<ConversationState>(() => ({
    ...derived(emptyChat(id), transcriptOf, null),
    around: null,
    phase: id === null ? "ready" : "loading",
    failure: null,
    loadingOlder: false,
    loadingNewer: false,
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
    const around = before.around && view(chat, before.around);
    store.setState({ ...next, around, stopping, ...phaseAfter(before.phase, event) });
  }

  function view(chat: ChatState, before: Pick<AroundView, "place"> & Partial<AroundView>): AroundView | null {
    const { place } = before;
    const range = rangeAround(chat, place);
    if (range === null) return null;
    const entries = aroundOf(chat, range);
    const { from, to } = range;
    const same = before.entries === entries && before.from === from && before.to === to;
    return same ? (before as AroundView) : { place, from, to, entries };
  }

  return {
    store,
    apply,
    set: (patch) => store.setState(patch),
    showAround: (place) =>
      store.setState(({ chat }) => ({ around: place === null ? null : view(chat, { place }) })),
  };
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
): Pick<ConversationState, Exclude<Derived, "around">> {
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
