import type { MessageId } from "@/types/ids";
import type { ChatState } from "./chat-state";
import type { Interval } from "./intervals";
import { isReplaced } from "./is-replaced";

/** The newest range that was read whole: what the transcript shows. Null before the first page. */
export function loadedTail(state: ChatState): Interval | null {
  return state.covered.at(-1) ?? null;
}

/** True when something was heard of that the replica does not hold: a gap in a text, a newer revision, an unread row. */
export function needsRefetch(state: ChatState): boolean {
  const tail = loadedTail(state);
  if (state.deleted || !tail) return false;
  return missesHinted(state, tail) || missesText(state) || missesEnd(state) || missesRows(state, tail);
}

/** The lowest seq from which reading on brings everything that is lacking. */
export function refetchFrom(state: ChatState): number {
  let from = (loadedTail(state)?.to ?? 0) + 1;
  for (const hint of state.hints.values()) from = Math.min(from, hint.seq);
  for (const row of state.rows.values()) {
    if (isStreaming(state, row.id)) from = Math.min(from, row.seq);
  }
  return Math.max(from, loadedTail(state)?.from ?? 0, 1);
}

function missesHinted(state: ChatState, tail: Interval): boolean {
  for (const hint of state.hints.values()) {
    if (hint.seq >= tail.from) return true;
  }
  return false;
}

function missesText(state: ChatState): boolean {
  for (const [replyId, text] of state.texts) {
    if (!state.rows.has(replyId)) return true;
    if (isStreaming(state, replyId) && text.textSeen > text.text.length) return true;
  }
  return false;
}

function missesEnd(state: ChatState): boolean {
  for (const [replyId, status] of state.turnHints) {
    if (status !== "running" && isStreaming(state, replyId) && !state.ends.has(replyId)) return true;
  }
  for (const [replyId, end] of state.ends) {
    // After a broken stream only the stored row says how much of the text was kept.
    // So does it of what the call held, where its stream was taken up too late to say so.
    if ((end.revision === 0 || !state.glances.has(replyId)) && isStreaming(state, replyId)) return true;
  }
  return false;
}

/** True while the stored row of a reply that counts is not the final one. */
function isStreaming(state: ChatState, replyId: MessageId): boolean {
  const row = state.rows.get(replyId);
  return row?.status === "streaming" && !isReplaced(state, row);
}

/** True while rows between the loaded tail and the newest known row are unread. */
function missesRows(state: ChatState, tail: Interval): boolean {
  const above = new Set<number>();
  for (const row of state.rows.values()) {
    if (row.seq > tail.to) above.add(row.seq);
  }
  for (let seq = tail.to + 1; above.size > 0; seq += 1) {
    if (!above.delete(seq)) return true;
  }
  return false;
}
