import type { Cost } from "./receipt";
import type { MemoryStrategy } from "./words";

/** One strategy under one budget, replayed over a conversation's turns. */
export type LabRun = {
  strategy: MemoryStrategy;
  maxTokens: number;
  /** Turns whose call was sent; the messages of `refused` ones did not fit the budget. */
  turns: number;
  refused: number;
  promptTokens: number;
  /** Prompt tokens that were not an unchanged beginning of the call before. */
  uncachedTokens: number;
  /** By the seq of the user's message; no tokens where it was refused. */
  perTurn: { seq: number; tokens: number; uncached: number }[];
  cost: Cost | null;
  leftOut: MessageCount;
  /** Facts said so far that are word for word or in the summary at the last turn. */
  factsInReach: { kept: number; of: number };
  answer: string | null;
};
type MessageCount = { messages: number; from: number | null; to: number | null };
export type LabAnswer = {
  runs: LabRun[];
  /** How many of the conversation's messages were replayed: the newest, where there are more than the lab takes. */
  replayed: { messages: number; of: number };
  /** What asking the model for every answer would take at most; null without a question. */
  price: { tokens: number; cost: Cost | null } | null;
  question: string | null;
};
