import { SAMPLE_FIELDWORK } from "./sample-fieldwork";
import { SAMPLE_PLANS } from "./sample-plans";
import type { SampleTurn } from "./sample-turn";

/** What the sample is called in the list. */
export const SAMPLE_TITLE = "A sample: coring at Ardle Marsh";

/**
 * Small enough for the talk to have outgrown it, so that a horizon, a summary and receipts are there to be looked at.
 */
export const SAMPLE_SETTINGS = {
  memoryStrategy: "hybrid",
  maxTokens: 5_000,
  windowSize: null,
  summaryThreshold: 2_800,
  replyReserve: null,
} as const;

/** A talk that plans a small research trip: places and people are made up. Oldest turn first. */
export const SAMPLE_TURNS: readonly SampleTurn[] = [...SAMPLE_PLANS, ...SAMPLE_FIELDWORK];

/** Between two turns, and from a question to its reply, in milliseconds. */
const TURN_APART_MS = 47 * 60_000;
const REPLY_AFTER_MS = 20_000;

/** When a turn was said, if the talk ended `now` (milliseconds since the epoch); ISO 8601. */
export function sampleTimes(index: number, now: number): { user: string; reply: string } {
  const said = now - (SAMPLE_TURNS.length - index) * TURN_APART_MS;
  return { user: new Date(said).toISOString(), reply: new Date(said + REPLY_AFTER_MS).toISOString() };
}
