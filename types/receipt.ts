import type { MemoryStrategy, ProviderId } from "./words";
import type { Accuracy, LeftOutReason, RateChoice, Segment, SegmentKind, SeqRange } from "./context";
import type { ConversationId } from "./ids";
import type { RecallNote, RecallParts, RecallWhy } from "./recall";

/** What a reply's receipt says at a glance; the whole receipt is asked for by turn. */
export type ReceiptGlance = {
  /** Tokens of the call as it was sent. */
  tokens: number;
  /** Messages and memories that were searched for. */
  recalled: number;
  /** Memories in the call, searched for or always in; absent from older receipts. */
  memories?: number;
  /** Messages that a summary stood for. */
  summarised: number;
  segments: Segment[];
};

/** One line of a receipt. All lines add up to the receipt's total. */
export type ReceiptLine = {
  kind: Exclude<SegmentKind, "reserve" | "free">;
  tokens: number;
  /** Messages in it, as ranges of seq; empty for what is not messages. */
  ranges: SeqRange[];
  /** Of the summary or the agent's instructions. */
  version: number | null;
};

/** One thing that was recalled, without its words. The last three are absent from receipts written before there was recall. */
export type RecalledEntry = {
  id: string;
  kind: "message" | "memory";
  score: number;
  tokens: number;
  /** Of a message, in its own conversation. */
  seq: number | null;
  /** Where the message was said, or the memory comes from. */
  conversationId?: ConversationId | null;
  parts?: RecallParts;
  why?: RecallWhy;
};

/** What a reply's call held. Written once and never changed; it names messages by seq and quotes none. */
export type Receipt = {
  format: 1;
  strategy: MemoryStrategy;
  settings: {
    maxTokens: number;
    windowSize: number | null;
    summaryThreshold: number;
    budget: number;
    replyReserve: number;
    thinkingAllowance: number;
  };
  model: string;
  provider: ProviderId;
  accuracy: Accuracy;
  lines: ReceiptLine[];
  total: number;
  /** Our own count of the same call, before calibration. */
  counted: number;
  verbatim: SeqRange[];
  pinned: SeqRange[];
  compressed: SeqRange[];
  muted: SeqRange[];
  summarised: { version: number; range: SeqRange; messages: number; tokens: number; replaces: number } | null;
  leftOut: { reason: LeftOutReason; ranges: SeqRange[]; messages: number }[];
  /** What stands in the memories segment; its tokens are part of that line. */
  recalled: RecalledEntry[];
  /** How it was searched for; absent from receipts written before there was recall. */
  recall?: RecallNote;
  rate: RateChoice | null;
  promptHash: string;
  builtAt: string;
};

/** What a call cost, at the prices of `asOf` (ISO date). */
export type Cost = { amount: number; currency: "USD"; asOf: string };
