/** Hosts whose newer models refuse `max_tokens`, and which need no second name for the same thing. */
const MODERN = /(^|\.)(openai\.com|openai\.azure\.com|googleapis\.com)(:\d+)?$/;

/** Ollama, LM Studio and llama.cpp know `max_tokens` only and silently ignore the newer name; others the reverse. */
export function outputLimit(
  host: string,
  tokens: number,
): { max_completion_tokens: number; max_tokens?: number } {
  if (MODERN.test(host)) return { max_completion_tokens: tokens };
  return { max_completion_tokens: tokens, max_tokens: tokens };
}
