/** How far one reader has come in one turn; moved on by whoever serves it, so that another can take over. */
export type ReadPosition = {
  /** UTF-16 units of the reply and of the thinking that it has. */
  offset: number;
  thinkingOffset: number;
  /** `accepted` comes once a stream. */
  greeted: boolean;
  /** How many of the events between `accepted` and the text it has: what was waited for, and what the call holds. */
  announced: number;
  /** What its `accepted` says: the turn was there before this request. */
  replayed: boolean;
};

export function readFrom(offset: number, thinkingOffset: number, replayed: boolean): ReadPosition {
  return { offset, thinkingOffset, greeted: false, announced: 0, replayed };
}
