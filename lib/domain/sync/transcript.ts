import type { Message, TurnError, Usage } from "@/types/chat";
import type { FinishReason, MessageStatus } from "@/types/words";
import type { ReceiptGlance } from "@/types/receipt";
import type { ClientMessageId, MessageId, TurnId } from "@/types/ids";
import type { PendingSend } from "./chat-event";
import type { ChatState, ReplyEnd, ReplyText } from "./chat-state";
import type { Interval } from "./intervals";
import { isReplaced } from "./is-replaced";
import { withMarks } from "./marking";
import { loadedTail } from "./needs-refetch";

/** How a message takes part in calls, as far as its user decides it. */
export type EntryMarks = Pick<Message, "pinned" | "muted" | "compressed">;

export type UserEntry = EntryMarks & {
  role: "user";
  /** Stays the same from the optimistic copy to the stored message. */
  key: string;
  /** null until the server has taken it. */
  id: MessageId | null;
  clientMessageId: ClientMessageId | null;
  turnId: TurnId | null;
  seq: number | null;
  content: string;
  tokenCount: number | null;
  createdAt: string;
  /** Set while the message is only on this device. */
  send: PendingSend | null;
};

export type ReplyEntry = EntryMarks & {
  role: "assistant";
  key: string;
  id: MessageId;
  turnId: TurnId | null;
  seq: number;
  status: MessageStatus;
  /** Empty while status is "streaming": the text so far is in `ChatState.texts`, apart, because it changes per frame. */
  content: string;
  tokenCount: number;
  model: string | null;
  createdAt: string;
  thinking: { text: string; ms: number | null; tokenCount: number } | null;
  error: TurnError | null;
  finishReason: FinishReason | null;
  usage: Usage | null;
  /** What its call held; null while that is not known, and where nothing was sent. */
  receipt: ReceiptGlance | null;
  kept: boolean;
  /** The newest turn of the conversation: only it can be retried. */
  newest: boolean;
};

export type TranscriptEntry = UserEntry | ReplyEntry;

type Cached = { inputs: readonly unknown[]; entry: TranscriptEntry };

/**
 * A reader of transcripts, oldest first, that hands out the same entry object while nothing in it has changed. Without a
 * range they show the newest one, with what is being sent.
 */
export function createTranscript(): (
  state: ChatState,
  range?: Interval | null,
) => readonly TranscriptEntry[] {
  let cache = new Map<string, Cached>();
  let inputs: readonly unknown[] = [];
  let last: readonly TranscriptEntry[] = [];
  return (state, range = null) => {
    const now = [
      range?.from,
      range?.to,
      state.rows,
      state.ends,
      state.glances,
      state.marking,
      state.sends,
      state.covered,
      state.holes,
      state.superseded,
      state.deleted,
    ];
    if (same(now, inputs)) return last;
    inputs = now;
    const next = new Map<string, Cached>();
    last = entriesOf(state, range).map(({ key, uses, build }) => {
      const known = cache.get(key);
      const cached = known && same(known.inputs, uses) ? known : { inputs: uses, entry: build() };
      next.set(key, cached);
      return cached.entry;
    });
    cache = next;
    return last;
  };
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

type Plan = { key: string; uses: readonly unknown[]; build: () => TranscriptEntry };

function entriesOf(state: ChatState, range: Interval | null): Plan[] {
  if (state.deleted) return [];
  const rows = visibleRows(state, range);
  const thinkingOf = new Map<TurnId, Message>();
  for (const row of rows) {
    if (row.kind === "thinking" && row.turnId) thinkingOf.set(row.turnId, row);
  }
  const chat = rows.filter((row) => row.kind === "chat");
  const newest = range ? undefined : chat.findLast((row) => row.role === "assistant");
  const plans = chat.flatMap((row) => {
    if (row.role === "user") return [userPlan(state, row)];
    if (row.role !== "assistant") return [];
    const thinking = (row.turnId && thinkingOf.get(row.turnId)) ?? null;
    return [replyPlan(state, row, thinking, row === newest)];
  });
  if (range) return plans;
  const stored = new Set(rows.map((row) => row.clientMessageId));
  const sends = [...state.sends.values()].filter((send) => !stored.has(send.clientMessageId));
  sends.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return [...plans, ...sends.map(sendPlan)];
}

const UNMARKED: EntryMarks = { pinned: false, muted: false, compressed: false };

function marksOf({ pinned, muted, compressed }: Message): EntryMarks {
  return { pinned, muted, compressed };
}

/** Rows of the range, or of the loaded tail, in order, without those that a retry has replaced. */
function visibleRows(state: ChatState, range: Interval | null): Message[] {
  const from = range?.from ?? loadedTail(state)?.from ?? Infinity;
  const to = range?.to ?? Infinity;
  const rows = [...state.rows.values()].filter(
    (row) => row.seq >= from && row.seq <= to && !isReplaced(state, row),
  );
  return rows.sort((a, b) => a.seq - b.seq);
}

function userPlan(state: ChatState, row: Message): Plan {
  const key = row.clientMessageId ?? row.id;
  const wish = state.marking.get(row.id);
  return {
    key,
    uses: [row, wish],
    build: () => ({
      role: "user",
      key,
      id: row.id,
      clientMessageId: row.clientMessageId,
      turnId: row.turnId,
      seq: row.seq,
      content: row.content,
      tokenCount: row.tokenCount,
      createdAt: row.createdAt,
      ...marksOf(withMarks(state, row)),
      send: null,
    }),
  };
}

function sendPlan(send: PendingSend): Plan {
  return {
    key: send.clientMessageId,
    uses: [send],
    build: () => ({
      role: "user",
      key: send.clientMessageId,
      id: null,
      clientMessageId: send.clientMessageId,
      turnId: null,
      seq: null,
      content: send.content,
      tokenCount: null,
      createdAt: send.createdAt,
      ...UNMARKED,
      send,
    }),
  };
}

function replyPlan(state: ChatState, row: Message, thinking: Message | null, newest: boolean): Plan {
  const told = row.status === "streaming" ? state.ends.get(row.id) : undefined;
  // The text matters to the entry only once it has stopped changing and the stored row is not read yet.
  const text = told ? state.texts.get(row.id) : undefined;
  const glance = row.metadata.receipt || row.status !== "streaming" ? undefined : state.glances.get(row.id);
  return {
    key: row.id,
    uses: [row, told, text, thinking, newest, state.marking.get(row.id), glance],
    build: () => ({
      ...replyEntry(row, told, text, thinking, newest),
      ...marksOf(withMarks(state, row)),
      receipt: row.metadata.receipt ?? glance ?? null,
    }),
  };
}

function replyEntry(
  row: Message,
  told: ReplyEnd | undefined,
  text: ReplyText | undefined,
  thinking: Message | null,
  newest: boolean,
): Omit<ReplyEntry, keyof EntryMarks | "receipt"> {
  const base = { role: "assistant" as const, key: row.id, id: row.id, turnId: row.turnId, seq: row.seq };
  const shown = { model: row.model, createdAt: row.createdAt, kept: row.metadata.kept ?? false, newest };
  const thought = thoughtOf(thinking, text, told);
  if (told) {
    const { status, tokenCount, usage, finishReason, error } = told;
    const content = text?.text ?? "";
    return { ...base, ...shown, status, content, tokenCount, usage, finishReason, error, thinking: thought };
  }
  return {
    ...base,
    ...shown,
    status: row.status,
    content: row.status === "streaming" ? "" : row.content,
    tokenCount: row.tokenCount,
    thinking: thought,
    error: row.metadata.error ?? null,
    finishReason: row.metadata.finishReason ?? null,
    usage: row.metadata.usage ?? null,
  };
}

function thoughtOf(
  row: Message | null,
  text: ReplyText | undefined,
  told: ReplyEnd | undefined,
): ReplyEntry["thinking"] {
  if (row) return { text: row.content, ms: row.metadata.thinkingMs ?? null, tokenCount: row.tokenCount };
  if (!text?.thinking) return null;
  return { text: text.thinking, ms: told?.thinkingMs ?? null, tokenCount: text.thinkingTokens };
}
