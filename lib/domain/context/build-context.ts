import type { MessageSpan } from "@/types/context";
import type { CountedMemory } from "../prompts/memory-blocks";
import { systemLines, systemMessage, type CountedPin, type SystemParts } from "../prompts/system-message";
import type { ContextInput } from "./context-input";
import type { ContextMessage } from "./context-message";
import { windowStart } from "./advancing-window";
import { costOf, joinSpans, spanOf, wordsOf, type ContextRow, type LeftOut } from "./context-row";
import { measureContext, type MeasuredContext } from "./measure-context";
import { fitRecalled, recalledMessage, type CountedRecall } from "./recalled";
import { countedBudget, countedReserve } from "./scale";
import { fitStanding } from "./standing";
import { wholeTurns, type HistoryTurn, type WholeTurns } from "./whole-turns";

export type BuiltContext = MeasuredContext & {
  /** System message, history and current message, in the order in which they are sent. */
  messages: ContextMessage[];
  /** Rows of the window, oldest first. */
  kept: ContextRow[];
  /** Pinned messages that the window does not hold, oldest first. */
  block: CountedPin[];
  /** Memories that are always in, as far as they may. */
  standing: readonly CountedMemory[];
  /** What stands before the current message as recalled, oldest first. */
  recalled: CountedRecall[];
  /** Where this window begins, for the next call. */
  windowFrom: number;
  /** Messages that are in the call in no form, muted ones apart. */
  leftOut: LeftOut | null;
  history: WholeTurns & { start: number };
};

/**
 * What one model call holds. The current message and every pinned one are always in, muted ones never, and history
 * never passes the budget; when the fixed parts alone pass it, `overBy` says by how much and no history is in. Pinned
 * messages count there as they are quoted: whether a call fits does not hang on what the window reaches. Memories and
 * recalled text give way to all of these.
 */
export function buildContext(asked: ContextInput): BuiltContext {
  const input = { ...asked, system: fitStanding(asked) };
  const { current, older, rows, system } = input;
  const { whole, cut } = wholeTurns(rows, older !== null);
  const blockAt = pinsOutside(system, whole);
  const start = startOf(input, { whole, cut }, blockAt);
  const kept = whole.slice(start).flatMap((turn) => turn.sent);
  const block = blockAt(start);
  const recalled = recalledIn(input, block, kept);
  return {
    messages: messagesOf(input, block, kept, recalled),
    kept,
    block,
    standing: system.standing?.items ?? [],
    recalled,
    ...measureContext(input, block, kept, recalled),
    windowFrom: whole[start]?.seq ?? current?.seq ?? nextSeq(rows),
    leftOut: leftOutOf(older, cut, whole.slice(0, start)),
    history: { whole, cut, start },
  };
}

type BlockAt = (start: number) => CountedPin[];

/** Which pinned messages stand in their block when the window begins with a turn. */
function pinsOutside({ pins }: SystemParts, whole: readonly HistoryTurn[]): BlockAt {
  const turnOf = turnsOfPins(whole);
  return (start) => pins.filter(({ row }) => (turnOf.get(row.seq) ?? -1) < start);
}

function startOf(input: ContextInput, { whole, cut }: WholeTurns, blockAt: BlockAt): number {
  const bare = { ...input, recall: undefined };
  if (roomFor(bare, input.system.pins) < 0) return whole.length;
  return windowStart({
    turns: whole,
    unreadTo: cut.at(-1)?.seq ?? input.older?.to ?? 0,
    // The newest turn goes before anything that is recalled.
    roomAt: (at) => roomFor(at < whole.length - 1 ? input : bare, blockAt(at)),
    windowSize: input.windowSize,
    windowFrom: input.windowFrom,
    prefersAll: input.strategy !== "sliding_window",
  });
}

type Room = Pick<ContextInput, "scale" | "budget" | "reserve" | "system" | "recall"> & {
  current: { tokens: number } | null;
};

/**
 * Tokens that history may take beside these pinned messages and what is kept for recalled text, in our count; negative
 * where nothing fits any more.
 */
export function roomFor(call: Room, block: readonly CountedPin[]): number {
  const { scale, budget, reserve, system, current } = call;
  const lines = systemLines(system, block);
  const fixed = lines.system + lines.pinned + lines.memories + lines.summary + (current?.tokens ?? 0);
  return countedBudget(scale, budget) - countedReserve(scale, reserve) - fixed - recallRoom(call);
}

/** Tokens that a call keeps for recalled text, in our count. */
export function recallRoom({ scale, budget, recall }: Pick<Room, "scale" | "budget" | "recall">): number {
  return recall === undefined ? 0 : Math.max(0, Math.floor(countedBudget(scale, budget) * recall.share));
}

/** What the call holds anyway is not recalled beside it, and never more than what is left when all else is in. */
function recalledIn(
  input: ContextInput,
  block: readonly CountedPin[],
  kept: readonly ContextRow[],
): CountedRecall[] {
  const { recall, system } = input;
  if (recall === undefined || recall.items.length === 0) return [];
  let left = roomFor({ ...input, recall: undefined }, block);
  for (const row of kept) left -= costOf(row);
  const held = new Set<string>([
    ...kept.map(({ id }) => id),
    ...system.pins.map(({ row }) => row.id),
    ...(system.standing?.items ?? []).map(({ memory }) => memory.id),
  ]);
  return fitRecalled(system.family, recall, Math.min(left, recallRoom(input)), held);
}

/** In which turn a pinned message is sent word for word, by its seq. */
function turnsOfPins(turns: readonly HistoryTurn[]): Map<number, number> {
  const turnOf = new Map<number, number>();
  for (const [index, { sent }] of turns.entries()) {
    for (const row of sent) if (row.pinned) turnOf.set(row.seq, index);
  }
  return turnOf;
}

function messagesOf(
  { system, current, recall }: ContextInput,
  block: readonly CountedPin[],
  kept: readonly ContextRow[],
  recalled: readonly CountedRecall[],
): ContextMessage[] {
  const messages: ContextMessage[] = [];
  const { content, quotes } = systemMessage(system, block);
  if (content !== "") {
    messages.push({ role: "system", content, saidAt: null, ...(quotes.length > 0 ? { quotes } : {}) });
  }
  for (const row of kept) {
    // Providers are sent plain text turns: what a tool said stands in the assistant's.
    const role = row.role === "tool" ? "assistant" : row.role;
    messages.push({ role, content: wordsOf(row), saidAt: row.createdAt });
  }
  if (recall !== undefined && recalled.length > 0) messages.push(recalledMessage(recall.heading, recalled));
  if (current !== null) messages.push({ role: "user", content: current.content, saidAt: current.saidAt });
  return messages;
}

function leftOutOf(
  older: LeftOut | null,
  cut: readonly ContextRow[],
  dropped: readonly HistoryTurn[],
): MessageSpan | null {
  const rows = [...cut.filter((row) => !row.muted), ...dropped.flatMap((turn) => turn.sent)];
  // Pinned ones stand in their block.
  return joinSpans(older, spanOf(rows.filter((row) => !row.pinned)));
}

function nextSeq(rows: readonly ContextRow[]): number {
  return (rows[0]?.seq ?? 0) + 1;
}
