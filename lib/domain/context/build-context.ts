import type { MemoryStrategy, Segment } from "@/types/chat";
import { overBudget, roomForHistory } from "./context-budget";
import type { ContextRow, LeftOut } from "./context-row";
import { slidingWindow, type Window } from "./sliding-window";

/** One message of a prompt; fits the model port's PromptMessage. */
export type ContextMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  /** ISO 8601; null for the system prompt and for what is not stored yet. */
  saidAt: string | null;
};

/** What is being said now: a stored user message, or a draft that has no seq yet. */
export type CurrentMessage = {
  content: string;
  /** Overhead included. */
  tokens: number;
  seq: number | null;
  saidAt: string | null;
};

export type ContextInput<Row extends ContextRow> = {
  strategy: MemoryStrategy;
  budget: number;
  /** Reply reserve + thinking allowance. */
  reserve: number;
  /** `tokens` from `systemTokens`: the opening of the reply is in it. */
  system: { content: string; tokens: number };
  /** Newest first, older than the current message, all counted for the model's family. */
  rows: readonly Row[];
  /** What lies before the oldest row and was not read; null when there is nothing. */
  older: LeftOut | null;
  current: CurrentMessage | null;
};

export type BuiltContext<Row extends ContextRow> = {
  /** System prompt, history and current message, in the order in which they are sent. */
  messages: ContextMessage[];
  /** The rows in it, oldest first. */
  kept: Row[];
  /** Held parts only, in display order. */
  segments: Segment[];
  held: number;
  draft: number;
  free: number;
  /** Tokens by which it passes the budget; 0 when it fits. */
  overBy: number;
  leftOut: LeftOut | null;
};

/**
 * What one model call holds. The current message is always in and the budget is never passed by history; when the
 * fixed parts alone pass it, `overBy` says by how much and no history is in.
 */
export function buildContext<Row extends ContextRow>(input: ContextInput<Row>): BuiltContext<Row> {
  const { budget, reserve, system, current } = input;
  const fixed = { budget, reserve, system: system.tokens, message: current?.tokens ?? 0 };
  const room = roomForHistory(fixed);
  const history = historyBy(input, room);
  const stored = current !== null && current.seq !== null;
  const recent = history.tokens + (stored ? current.tokens : 0);
  return {
    messages: messagesOf(system.content, history.kept, current),
    kept: history.kept,
    segments: [{ kind: "system", tokens: system.tokens }, ...recentSegment(recent, history.kept, current)],
    held: system.tokens + recent,
    draft: stored ? 0 : fixed.message,
    free: room - history.tokens,
    overBy: overBudget(fixed)?.over ?? 0,
    leftOut: history.leftOut,
  };
}

function historyBy<Row extends ContextRow>(input: ContextInput<Row>, room: number): Window<Row> {
  const { strategy, rows, older } = input;
  switch (strategy) {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the union has one member until the next strategy comes
    case "sliding_window":
      return slidingWindow({ rows, older, room });
    default:
      return strategy satisfies never;
  }
}

function messagesOf(
  system: string,
  kept: readonly ContextRow[],
  current: CurrentMessage | null,
): ContextMessage[] {
  const messages: ContextMessage[] = [];
  if (system !== "") messages.push({ role: "system", content: system, saidAt: null });
  for (const row of kept) {
    // Providers are sent plain text turns: what a tool said stands in the assistant's.
    const role = row.role === "tool" ? "assistant" : row.role;
    messages.push({ role, content: row.content, saidAt: row.createdAt });
  }
  if (current !== null) {
    messages.push({ role: "user", content: current.content, saidAt: current.saidAt });
  }
  return messages;
}

function recentSegment(
  tokens: number,
  kept: readonly ContextRow[],
  current: CurrentMessage | null,
): Segment[] {
  const seqs = kept.map((row) => row.seq);
  if (current !== null && current.seq !== null) seqs.push(current.seq);
  const from = seqs[0];
  const to = seqs.at(-1);
  return from === undefined || to === undefined ? [] : [{ kind: "recent", tokens, from, to }];
}
