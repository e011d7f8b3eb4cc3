import type { ChatState } from "./chat-state";
import type { Interval } from "./intervals";
import { loadedTail } from "./needs-refetch";

/**
 * The loaded range around a message that is not part of the newest one; null where it is, or where it is not loaded. It
 * holds no end of the conversation: more follows below it.
 */
export function rangeAround(state: ChatState, seq: number): Interval | null {
  const range = state.covered.find(({ from, to }) => from <= seq && seq <= to);
  return range === undefined || range === loadedTail(state) ? null : range;
}
