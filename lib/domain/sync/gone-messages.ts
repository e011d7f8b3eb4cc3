import type { MessageId } from "@/types/ids";
import type { ChatEvent } from "./chat-event";
import type { ChatState } from "./chat-state";

/** Takes messages out for good, with everything that was heard of them. */
export function withoutMessages(state: ChatState, ids: readonly MessageId[]): ChatState {
  const left = ids.filter((id) => !state.gone.has(id));
  if (left.length === 0) return state;
  const gone = new Set([...state.gone, ...left]);
  const without = <Value>(map: ReadonlyMap<MessageId, Value>) =>
    new Map([...map].filter(([id]) => !gone.has(id)));
  return {
    ...state,
    gone,
    rows: without(state.rows),
    texts: without(state.texts),
    ends: without(state.ends),
    hints: without(state.hints),
    turnHints: without(state.turnHints),
    glances: without(state.glances),
    marking: without(state.marking),
  };
}

/** True for word of a deleted message, which nobody has to read any more. */
export function isOfGone({ gone }: ChatState, event: ChatEvent): boolean {
  if (event.type === "message_hint") return gone.has(event.id);
  return "replyId" in event && gone.has(event.replyId);
}

/** The loaded messages of an exchange: what was said, every reply to it and what was thought, up to what was said next. */
export function exchangeOf({ rows }: ChatState, id: MessageId): MessageId[] {
  const message = rows.get(id);
  if (!message) return [id];
  const all = [...rows.values()].sort((a, b) => a.seq - b.seq);
  const from = all.findLastIndex(({ role, seq }) => role === "user" && seq <= message.seq);
  const next = all.findIndex(({ role, seq }) => role === "user" && seq > message.seq);
  return all.slice(Math.max(0, from), next === -1 ? undefined : next).map((row) => row.id);
}
