import type { ChatRequest } from "./wire";

/** How the provider counts a prompt: a fixed preamble, and so many per cent on top of everything else. */
export type Counting = { preamble: number; percentMore: number };

/** How the scripted provider behaves from now on; what is absent is as it always was. */
export type Behaviour = {
  counting?: Counting;
  /** Accepts so many tokens (prompt and reply limit together) in each window of `ms`, and refuses beyond. */
  plan?: { tokens: number; ms: number } | null;
  /** Tokens that prompt and reply limit may take together; more is refused as too long. */
  window?: number | null;
  /** Says in its usage how much of a prompt it knew from an earlier one. */
  caches?: boolean;
  /** Text to answer a request with; null leaves it to the usual reply. */
  answer?: ((request: ChatRequest) => string | null) | null;
};

/** What gpt-oss adds to every prompt. */
export const USUAL_COUNTING: Counting = { preamble: 66, percentMore: 0 };
