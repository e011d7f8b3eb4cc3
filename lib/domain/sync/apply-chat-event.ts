import type { Message } from "@/types/chat";
import type { MessageId } from "@/types/ids";
import type { ChatEvent, PageSpan } from "./chat-event";
import type { ChatState, ReplyEnd } from "./chat-state";
import { isOfGone, withoutMessages } from "./gone-messages";
import { addInterval, type Interval } from "./intervals";
import { settleMarks, wantMarks } from "./marking";
import { placeholders } from "./placeholder-rows";
import { takePiece } from "./reply-text";

type Of<T extends ChatEvent["type"]> = Extract<ChatEvent, { type: T }>;

/** The one way a conversation's replica changes. Events may come late, twice or in any order. */
export function applyChatEvent(state: ChatState, event: ChatEvent): ChatState {
  if (state.deleted || isOfGone(state, event)) return state;
  const take = TAKE[event.type] as (state: ChatState, event: ChatEvent) => ChatState;
  return settleHints(take(state, event));
}

const TAKE: { [T in ChatEvent["type"]]: (state: ChatState, event: Of<T>) => ChatState } = {
  page: takePage,
  send: takeSend,
  send_withdrawn: withdraw,
  accepted: takeAccepted,
  text: takeText,
  done: (state, event) => takeEnd(state, event.replyId, doneEnd(event)),
  glance: (state, { replyId, glance }) => ({
    ...state,
    glances: new Map(state.glances).set(replyId, glance),
  }),
  marks_wanted: wantMarks,
  marks_settled: (state, event) => settleMarks(putRows(state, event.messages), event),
  failed: (state, event) => takeEnd(state, event.replyId, failedEnd(event)),
  message_hint: takeMessageHint,
  turn_hint: takeTurnHint,
  messages_deleted: (state, event) => withoutMessages(state, event.ids),
  deleted: (state) => ({ ...state, deleted: true, sends: new Map() }),
};

function takePage(state: ChatState, page: Of<"page">): ChatState {
  const next = withoutTail(withoutStrayTexts(putRows(state, page.messages), page), page);
  const span = spanOf(page.span, page.messages, page.hasMore);
  if (!span) return next;
  const present = new Set(page.messages.map((message) => message.seq));
  const holes = new Set(next.holes);
  // Rows keep their seq for good and lists leave out superseded and deleted ones, so a seq that is missing now stays missing.
  const first = page.messages[0]?.seq ?? span.to + 1;
  for (let seq = Math.max(span.from, Math.min(first, span.to)); seq <= span.to; seq += 1) {
    if (!present.has(seq)) holes.add(seq);
  }
  return { ...next, holes, covered: addInterval(state.covered, span) };
}

/**
 * A page that reaches the end holds every reply there is: text of an unknown one belongs to a reply that was replaced.
 * (Were it too new for the page, its next piece would show a gap.)
 */
function withoutStrayTexts(state: ChatState, page: Of<"page">): ChatState {
  if (!reachesEnd(page)) return state;
  const texts = new Map(state.texts);
  for (const replyId of texts.keys()) if (!state.rows.has(replyId)) texts.delete(replyId);
  return { ...state, texts };
}

/** What had been read before such a page was asked for, and lies behind its end, was deleted without our hearing of it. */
function withoutTail(state: ChatState, page: Of<"page">): ChatState {
  if (page.readTo === undefined || !reachesEnd(page)) return state;
  const end = page.messages.at(-1)?.seq ?? (page.span.kind === "after" ? page.span.seq : 0);
  const gone = [...state.rows.values()].filter(({ seq }) => seq > end && seq <= (page.readTo ?? 0));
  return gone.length === 0
    ? state
    : { ...state, holes: new Set([...state.holes, ...gone.map(({ seq }) => seq)]) };
}

function reachesEnd({ span, hasMore }: Of<"page">): boolean {
  return span.kind === "newest" || (span.kind === "after" && !hasMore);
}

/** The range of seq that a page has read whole, or null for a page that says nothing. */
function spanOf(asked: PageSpan, messages: readonly Message[], hasMore: boolean): Interval | null {
  const first = messages[0]?.seq;
  const last = messages.at(-1)?.seq;
  if (asked.kind === "after") return last === undefined ? null : { from: asked.seq + 1, to: last };
  const to = asked.kind === "before" ? asked.seq - 1 : (last ?? 0);
  return { from: hasMore && first !== undefined ? first : 0, to };
}

function putRows(state: ChatState, messages: readonly Message[]): ChatState {
  const rows = new Map(state.rows);
  const texts = new Map(state.texts);
  for (const message of messages) {
    if (state.gone.has(message.id)) continue;
    const known = rows.get(message.id);
    if (!known || message.revision > known.revision) rows.set(message.id, message);
    const newest = rows.get(message.id) ?? message;
    if (newest.status !== "streaming") texts.delete(message.id);
    else if (message.role === "assistant" && message.kind === "chat") {
      const piece = { offset: 0, text: message.content, tokens: message.tokenCount };
      texts.set(message.id, takePiece(texts.get(message.id), "delta", piece));
    }
  }
  return { ...state, rows, texts };
}

function takeSend(state: ChatState, { send }: Of<"send">): ChatState {
  const known = state.sends.get(send.clientMessageId);
  if (state.withdrawn.has(send.clientMessageId) || (known && known.step >= send.step)) return state;
  return { ...state, sends: new Map(state.sends).set(send.clientMessageId, send) };
}

function withdraw(state: ChatState, { clientMessageId }: Of<"send_withdrawn">): ChatState {
  const sends = new Map(state.sends);
  sends.delete(clientMessageId);
  return { ...state, sends, withdrawn: new Set(state.withdrawn).add(clientMessageId) };
}

function takeAccepted(state: ChatState, event: Of<"accepted">): ChatState {
  const rows = new Map(state.rows);
  for (const row of placeholders(event)) {
    if (!rows.has(row.id) && !state.gone.has(row.id)) rows.set(row.id, row);
  }
  const { conversationId, clientMessageId } = event;
  const known = { ...state, conversationId, rows };
  const next = clientMessageId ? withdraw(known, { type: "send_withdrawn", clientMessageId }) : known;
  if (event.supersedes === null) return next;
  return { ...next, superseded: new Set(state.superseded).add(event.supersedes) };
}

function isFinal(state: ChatState, replyId: MessageId): boolean {
  const row = state.rows.get(replyId);
  return row !== undefined && row.status !== "streaming";
}

function takeText(state: ChatState, event: Of<"text">): ChatState {
  if (isFinal(state, event.replyId)) return state;
  const before = state.texts.get(event.replyId);
  const after = takePiece(before, event.kind, event);
  return after === before ? state : { ...state, texts: new Map(state.texts).set(event.replyId, after) };
}

function doneEnd({ revision, status, tokenCount, usage, finishReason, thinkingMs }: Of<"done">): ReplyEnd {
  return { revision, status, tokenCount, usage, finishReason, error: null, thinkingMs: thinkingMs ?? null };
}

function failedEnd({ error }: Of<"failed">): ReplyEnd {
  const nothing = { tokenCount: 0, usage: null, finishReason: null, thinkingMs: null };
  return { revision: 0, status: "failed", ...nothing, error };
}

function takeEnd(state: ChatState, replyId: MessageId, told: ReplyEnd): ChatState {
  const known = state.ends.get(replyId);
  const newest = known && known.revision >= told.revision ? known : told;
  const end = { ...newest, error: newest.error ?? told.error ?? known?.error ?? null };
  return { ...state, ends: new Map(state.ends).set(replyId, end) };
}

/** The newest revision of a message that has been read, from a row or from the end of its stream; -1 for none. */
function knownRevision(state: ChatState, id: MessageId): number {
  return Math.max(state.rows.get(id)?.revision ?? -1, state.ends.get(id)?.revision ?? -1);
}

function takeMessageHint(state: ChatState, { id, seq, revision }: Of<"message_hint">): ChatState {
  const known = Math.max(state.hints.get(id)?.revision ?? -1, knownRevision(state, id));
  if (revision <= known || state.holes.has(seq)) return state;
  return { ...state, hints: new Map(state.hints).set(id, { seq, revision }) };
}

function takeTurnHint(state: ChatState, { replyId, status }: Of<"turn_hint">): ChatState {
  const known = state.turnHints.get(replyId);
  if (known === status || (known !== undefined && known !== "running")) return state;
  return { ...state, turnHints: new Map(state.turnHints).set(replyId, status) };
}

/** Forgets the hints that what was read has answered. */
function settleHints(state: ChatState): ChatState {
  if (state.hints.size === 0) return state;
  const hints = new Map(state.hints);
  for (const [id, hint] of hints) {
    if (state.holes.has(hint.seq) || hint.revision <= knownRevision(state, id)) hints.delete(id);
  }
  return hints.size === state.hints.size ? state : { ...state, hints };
}
