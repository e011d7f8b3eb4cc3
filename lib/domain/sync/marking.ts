import type { Message } from "@/types/chat";
import type { ChatEvent, MarkChange } from "./chat-event";
import type { ChatState } from "./chat-state";

type Of<T extends ChatEvent["type"]> = Extract<ChatEvent, { type: T }>;

/** Shows marks before the server has taken them. A later wish for the same message adds to an earlier one. */
export function wantMarks(state: ChatState, { step, ids, change }: Of<"marks_wanted">): ChatState {
  const marking = new Map(state.marking);
  for (const id of ids) {
    const known = marking.get(id);
    if (known && known.step >= step) continue;
    marking.set(id, { step, change: { ...known?.change, ...excluding(change) } });
  }
  return { ...state, marking };
}

/** Ends the wish; one that came after it stays. */
export function settleMarks(state: ChatState, { step }: Of<"marks_settled">): ChatState {
  const marking = new Map(state.marking);
  for (const [id, wish] of marking) if (wish.step === step) marking.delete(id);
  return { ...state, marking };
}

/** A message as it is to be shown: the same object where nothing is being changed about it. */
export function withMarks(state: ChatState, row: Message): Message {
  const wish = state.marking.get(row.id);
  return wish ? { ...row, ...wish.change } : row;
}

/** As the server does: pinning takes muted off, and the reverse. */
function excluding(change: MarkChange): MarkChange {
  if (change.pinned) return { ...change, muted: false };
  return change.muted ? { ...change, pinned: false } : change;
}
