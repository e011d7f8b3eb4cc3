import type { MemoryStrategy, MessageRole, ProviderId } from "./words";
import type { MessageId } from "./ids";
import type { RecalledFacts } from "./recall";

/** First and last seq of messages that stand next to each other, both included. */
export type SeqRange = [from: number, to: number];

/** Display order of the context bar; `reserve` and `free` complete it to the budget. */
export type SegmentKind =
  "system" | "tools" | "pinned" | "memories" | "summary" | "recent" | "reserve" | "free";

/** One held part of a call. `from` and `to` are the first and last seq it covers. */
export type Segment = { kind: SegmentKind; tokens: number; from?: number; to?: number };

export type ContextLevel = "ok" | "warning" | "danger" | "full";

/** Messages that a call does not hold word for word, with the first and last seq among them. */
export type MessageSpan = { messages: number; from: number; to: number };

/** How a count relates to the provider's own. `percent`: mean error of the last measured calls. */
export type Accuracy = { kind: "exact" } | { kind: "calibrated"; percent: number } | { kind: "estimate" };

/** What a plan limited by tokens a minute did to a call before it was sent; null where it changed nothing. */
export type RateChoice =
  | { kind: "trimmed"; limit: number; left: number }
  | { kind: "shorter_reply"; limit: number; left: number; replyReserve: number };

/** Where the reply reserve comes from. */
export type ReserveSource = "set" | "estimated" | "default";

/** What the next (or this) call holds. held + draft + reserve + free = budget + overBy, in the model's own tokens. */
export type ContextReport = {
  budget: number;
  /** Reply reserve + thinking allowance. */
  reserve: number;
  replyReserve: number;
  replyReserveSource: ReserveSource;
  /** Tokens of the conversation's longest recent reply; null before the first. */
  longestReply: number | null;
  thinkingAllowance: number;
  strategy: MemoryStrategy;
  /** Only parts that are held, in display order; no reserve, no free. */
  segments: Segment[];
  held: number;
  draft: number;
  free: number;
  /** Tokens by which held + draft + reserve passes the budget; 0 when it fits. */
  overBy: number;
  level: ContextLevel;
  /** Older messages exist that are in the call neither word for word nor in a summary: the window slides. */
  slides: boolean;
  /** Messages that are neither word for word in the call nor in its summary, muted ones apart. */
  leftOut: MessageSpan | null;
  /** Word for word in the call; pinned messages further up are not in it. */
  verbatim: MessageSpan | null;
  /** The summary that stands in the call. */
  summary: (MessageSpan & { version: number; tokens: number }) | null;
  /** Messages that the next step of the window or of compaction takes out, once this draft is sent; null: none. */
  leaving: MessageSpan | null;
  pinned: { messages: number; tokens: number; cap: number };
  muted: { messages: number; tokens: number };
  /** Tokens that no summary covers, of the threshold from which compaction starts; null for sliding_window. */
  uncovered: { tokens: number; threshold: number } | null;
  /** before_sending: the call waits for it, because nothing else would make it fit. */
  compaction: "none" | "due" | "before_sending";
  /** How many turns like the last ones fit before something leaves; null where nobody can tell. */
  turnsLeft: number | null;
  rate: RateChoice | null;
  model: string;
  provider: ProviderId;
  window: number;
  accuracy: Accuracy;
  /** SHA-256 (hex) of the messages as they are sent; null where only counts were asked for. */
  promptHash: string | null;
};

/** One thing in a call, for the inspector. Prices are tokens each turn: positive costs, negative frees. */
export type ContextItem = {
  kind: Exclude<SegmentKind, "reserve" | "free">;
  /** null for what is not a message. */
  message: {
    id: MessageId;
    seq: number;
    role: MessageRole;
    pinned: boolean;
    muted: boolean;
    compressed: boolean;
  } | null;
  /** The beginning of its text, at most 160 characters. */
  preview: string;
  tokens: number;
  /** null where the control makes no sense for it. */
  prices: { pin: number | null; mute: number | null; compress: number | null };
  /** On what was recalled: where it comes from and why it is in. Its `pin` and `mute` prices are those of Pin and Drop. */
  recalled?: RecalledFacts;
};

export type LeftOutReason =
  /** By the user. */
  | "muted"
  /** Older than the window; a summary covers them. */
  | "summarised"
  /** Older than the window, and no summary covers them. */
  | "older"
  /** Never sent again. */
  | "thinking"
  /** Nearly recalled: its score is below what was needed. */
  | "not_relevant"
  /** Recalled, were there more room. */
  | "no_room"
  /** By the user, from what this conversation recalls. */
  | "dropped";

/** What a call leaves out, and why. One message, or a span of them. */
export type LeftOutItem = {
  reason: LeftOutReason;
  span: MessageSpan;
  message: ContextItem["message"];
  preview: string | null;
  tokens: number;
  /** What bringing it back costs each turn; null where it cannot be brought back as a whole. */
  price: number | null;
  /** On messages that no summary covers: tokens each turn that a summary of them adds at its target; absent where none is made. */
  summarised?: number;
  /** On what was nearly recalled, with the score that was needed. */
  recalled?: RecalledFacts & { needs: number | null };
};

export type ContextContents = { items: ContextItem[]; leftOut: LeftOutItem[] };
