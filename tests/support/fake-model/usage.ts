import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import type { Counting } from "./behaviour";
import type { ChatRequest, WireUsage } from "./wire";

/** A few tokens a message, and the opening of the reply. */
const PER_MESSAGE = 4;
const REPLY_PRIMING = 3;

const bare = { disallowedSpecial: new Set<string>() };

export function textTokens(text: string): number {
  return countTokens(text, bare);
}

/** Tokens of a prompt as this provider counts them. */
export function promptTokens(request: ChatRequest, counting: Counting): number {
  let prompt = REPLY_PRIMING;
  for (const message of request.messages) prompt += PER_MESSAGE + textTokens(message.content);
  return counting.preamble + Math.round(prompt * (1 + counting.percentMore / 100));
}

export type Spent = { prompt: number; cached: number; thinking: string; reply: string };

export function usageOf({ prompt, cached, thinking, reply }: Spent): WireUsage {
  const thought = textTokens(thinking);
  const completion = thought + textTokens(reply);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: thought },
  };
}
