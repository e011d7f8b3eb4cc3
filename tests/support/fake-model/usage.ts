import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import type { ChatRequest, WireUsage } from "./wire";

/** What gpt-oss adds to every prompt: a fixed preamble, a few tokens a message, and the opening of the reply. */
const PREAMBLE = 66;
const PER_MESSAGE = 4;
const REPLY_PRIMING = 3;

const bare = { disallowedSpecial: new Set<string>() };

export function usageOf(request: ChatRequest, thinking: string, reply: string): WireUsage {
  let prompt = PREAMBLE + REPLY_PRIMING;
  for (const message of request.messages) prompt += PER_MESSAGE + countTokens(message.content, bare);
  const thought = countTokens(thinking, bare);
  const completion = thought + countTokens(reply, bare);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: thought },
  };
}
