import type { MessageSpan } from "@/types/context";
import { buildContext, roomFor, type BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import type { CompactionPlan } from "./compaction";
import { costOf, spanOf, type ContextRow } from "./context-row";
import { countedBudget, countedReserve } from "./scale";
import type { HistoryTurn } from "./whole-turns";

/** How many of the last turns say what the next ones will be like. */
const LIKE_THE_LAST = 8;
const FULL_FROM = 0.8;

export type ForecastInput = {
  context: ContextInput;
  built: BuiltContext;
  compaction: CompactionPlan;
  summaryThreshold: number;
};

export type Forecast = {
  /** Messages of the call that the next step of the window or of compaction takes out, once this is said. */
  leaving: MessageSpan | null;
  /** Turns like the last ones that fit before something leaves; null before the first. */
  turnsLeft: number | null;
};

/** Mean size of the last turns, in our count. */
type Usual = { said: number; reply: number; messages: number };

/** What will leave, and how soon, if it goes on as it went so far. */
export function forecast(input: ForecastInput): Forecast {
  const usual = usualTurn(input.built.history.whole);
  if (usual === null) return { leaving: null, turnsLeft: null };
  const turnsLeft = Math.min(turnsOfWindow(input, usual), turnsBeforeCompaction(input, usual));
  return { leaving: turnsLeft > 0 ? null : nextToLeave(input, usual), turnsLeft };
}

function usualTurn(turns: readonly HistoryTurn[]): Usual | null {
  const last = turns.slice(-LIKE_THE_LAST).filter((turn) => turn.sent.length > 0);
  if (last.length === 0) return null;
  let said = 0;
  let all = 0;
  let messages = 0;
  for (const turn of last) {
    all += turn.tokens;
    messages += turn.sent.length;
    for (const row of turn.sent) if (row.role === "user") said += costOf(row);
  }
  const mean = (sum: number) => Math.ceil(sum / last.length);
  return { said: mean(said), reply: mean(all - said), messages: mean(messages) };
}

/** What is being said now and its reply, as they will stand in the history; 0 where nothing is being said. */
function comingTokens({ context }: ForecastInput, usual: Usual): number {
  return context.current === null ? 0 : context.current.tokens + usual.reply;
}

function turnsOfWindow(input: ForecastInput, usual: Usual): number {
  const { context, built } = input;
  const room = roomFor({ ...context, current: null }, built.block);
  let kept = comingTokens(input, usual);
  for (const row of built.kept) kept += costOf(row);
  const turn = Math.max(1, usual.said + usual.reply);
  const left = room - kept - usual.said;
  const byTokens = left < 0 ? 0 : Math.floor(left / turn) + 1;
  if (context.windowSize === null) return byTokens;
  const coming = context.current === null ? 0 : usual.messages;
  const places = context.windowSize - built.kept.length - coming;
  return Math.min(byTokens, places < 0 ? 0 : Math.floor(places / Math.max(1, usual.messages)) + 1);
}

function turnsBeforeCompaction(input: ForecastInput, usual: Usual): number {
  const { context, built, compaction, summaryThreshold } = input;
  const { strategy, scale, budget, reserve, current } = context;
  if (strategy === "sliding_window") return Infinity;
  // A stored message is among what is uncovered and held already.
  const stored = current !== null && current.seq !== null;
  const coming = comingTokens(input, usual) - (stored ? current.tokens : 0);
  const uncovered = compaction.uncovered.tokens + coming;
  const held = built.counted.held + coming;
  const most = countedBudget(scale, Math.floor(budget * FULL_FROM)) - countedReserve(scale, reserve);
  const left = Math.max(
    Math.min(summaryThreshold / scale.ratio - uncovered, most - held),
    // As long as what is left word for word is small, nothing is summarised.
    compaction.room - uncovered,
  );
  return Math.max(0, Math.floor(left / Math.max(1, usual.said + usual.reply)));
}

/** The step itself: of compaction where that comes first, else of the window when the next message is said. */
function nextToLeave(input: ForecastInput, usual: Usual): MessageSpan | null {
  const { built, context, compaction } = input;
  const summarised = turnsBeforeCompaction(input, usual) === 0 && compaction.uncovered.messages > 0;
  const out = summarised
    ? toSummarise(built, compaction.room - (comingTokens(input, usual) || usual.said + usual.reply))
    : [];
  const rows = out.length > 0 ? out : outOfNextWindow(context, built, usual);
  return spanOf(rows.filter((row) => !row.pinned));
}

function toSummarise({ kept, history }: BuiltContext, room: number): ContextRow[] {
  let tokens = 0;
  let start = history.whole.length;
  for (const [index, turn] of [...history.whole.entries()].reverse()) {
    tokens += turn.tokens;
    if (tokens > room) break;
    start = index;
  }
  const firstKept = history.whole[start]?.seq ?? Infinity;
  return kept.filter((row) => row.seq < firstKept);
}

function outOfNextWindow(context: ContextInput, built: BuiltContext, usual: Usual): ContextRow[] {
  const next = buildContext({
    ...context,
    rows: [...imaginedTurn(context, usual), ...context.rows],
    windowFrom: built.windowFrom,
    current: { content: "", tokens: usual.said, seq: null, saidAt: null },
  });
  const still = new Set(next.kept.map((row) => row.seq));
  return built.kept.filter((row) => !still.has(row.seq));
}

/** What is being said now and its reply as rows, newest first. */
function imaginedTurn({ current, rows }: ContextInput, usual: Usual): ContextRow[] {
  const like = rows[0];
  if (current === null || like === undefined) return [];
  const plain = {
    ...like,
    kind: "chat",
    content: "…",
    status: "complete",
    pinned: false,
    muted: false,
    compressed: false,
    supersededBy: null,
  } as const;
  return [
    { ...plain, seq: like.seq + 2, role: "assistant", tokenCount: usual.reply },
    { ...plain, seq: like.seq + 1, role: "user", tokenCount: current.tokens },
  ];
}
