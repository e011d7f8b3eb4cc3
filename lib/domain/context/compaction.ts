import type { MemoryStrategy } from "@/types/words";
import type { ContextReport } from "@/types/context";
import { roomFor, type BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import { costOf } from "./context-row";
import { countedBudget, scaledPart } from "./scale";

/** Compaction starts when held + reserve passes this share of the budget, if not before. */
const FULL_FROM = 0.8;
/** What it leaves word for word takes at most this share of the budget, and of the threshold that starts it. */
const LEFT_OF_BUDGET = 0.5;
/** And of the room and the size that the window has, where a step of the window would leave it. */
const LEFT_OF_ROOM = 0.6;
const LEFT_OF_SIZE = 0.75;

/** What no summary covers. */
export type Uncovered = {
  messages: number;
  /** In our count; of messages that were not read at the mean of those that were. */
  tokens: number;
};

export type CompactionPlan = {
  uncovered: Uncovered;
  state: ContextReport["compaction"];
  /** What compaction may leave word for word, in our count. */
  room: number;
};

export type CompactionInput = {
  context: ContextInput;
  built: BuiltContext;
  summaryThreshold: number;
  /** Tokens that will have come by the time of the decision, in our count: those of a reply. */
  coming: number;
};

/** Whether messages are to be summarised, and how many may stay word for word. */
export function planCompaction(input: CompactionInput): CompactionPlan {
  const uncovered = uncoveredBy(input);
  const room = roomAfterCompaction(input);
  return { uncovered, room, state: stateOf(input, uncovered, room) };
}

function stateOf(
  { context, built, summaryThreshold, coming }: CompactionInput,
  uncovered: Uncovered,
  room: number,
): ContextReport["compaction"] {
  const { strategy, scale, budget, reserve } = context;
  if (strategy === "sliding_window") return "none";
  if (mustWait(strategy, built, uncovered)) return "before_sending";
  const more = built.counted.draft + coming;
  const tokens = uncovered.tokens + more;
  // Nothing is gained where what is left word for word is small already.
  if (tokens <= room) return "none";
  const used = built.held + scaledPart(scale, more) + reserve;
  const full = scaledPart(scale, tokens) > summaryThreshold || used > budget * FULL_FROM;
  // A window that has just taken its step has room again, and messages that are in the call in no form.
  return full || built.leftOut !== null ? "due" : "none";
}

/** Messages would be in the call in no form: `summarization` never lets that be, `hybrid` while it is the smaller half. */
function mustWait(strategy: MemoryStrategy, { leftOut }: BuiltContext, uncovered: Uncovered): boolean {
  if (leftOut === null) return false;
  return strategy === "summarization" || leftOut.messages > uncovered.messages / 2;
}

function uncoveredBy({ context, built }: CompactionInput): Uncovered {
  const { whole, cut } = built.history;
  const rows = [...cut.filter((row) => !row.muted), ...whole.flatMap((turn) => turn.sent)];
  let tokens = 0;
  for (const row of rows) tokens += costOf(row);
  const unread = context.older?.messages ?? 0;
  const mean = rows.length === 0 ? 0 : tokens / rows.length;
  const { current } = context;
  const stored = current !== null && current.seq !== null;
  return {
    messages: rows.length + unread + (stored ? 1 : 0),
    tokens: Math.round(tokens + unread * mean) + (stored ? current.tokens : 0),
  };
}

function roomAfterCompaction(input: CompactionInput): number {
  const { context, built, summaryThreshold } = input;
  const { scale, budget, system, windowSize } = context;
  const room = roomFor(context, system.pins);
  const most = Math.min(
    LEFT_OF_BUDGET * countedBudget(scale, budget),
    // A long message that has just been said is what the next one is about.
    Math.max((LEFT_OF_BUDGET * summaryThreshold) / scale.ratio, newestTurnTokens(input)),
    LEFT_OF_ROOM * room,
  );
  const bound = windowSize === null ? most : Math.min(most, newestTokens(built, windowSize));
  return Math.max(0, Math.floor(bound));
}

/** Of the turn that is being said, with what of its reply will have come, or of the last one where none is. */
function newestTurnTokens({ context, built, coming }: CompactionInput): number {
  if (context.current !== null) return context.current.tokens + coming;
  return built.history.whole.at(-1)?.tokens ?? 0;
}

/** Tokens of the newest whole turns that a step of the window would leave; of the newest alone where it is a long one. */
function newestTokens({ history }: BuiltContext, windowSize: number): number {
  let tokens = 0;
  let messages = 0;
  for (const turn of history.whole.toReversed()) {
    messages += turn.sent.length;
    if (messages > (tokens === 0 ? windowSize : windowSize * LEFT_OF_SIZE)) break;
    tokens += turn.tokens;
  }
  return tokens;
}
