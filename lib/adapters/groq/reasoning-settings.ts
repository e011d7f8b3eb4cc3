type ReasoningSettings = { include_reasoning?: true; reasoning_format?: "parsed" };

/**
 * How to get thinking in a field of its own (console.groq.com/docs/reasoning): gpt-oss knows `include_reasoning`
 * only, Qwen and DeepSeek `reasoning_format`; other models refuse both.
 */
export function reasoningSettings(model: string): ReasoningSettings {
  const id = model.toLowerCase();
  if (id.includes("gpt-oss")) return { include_reasoning: true };
  if (/qwen3|qwq|deepseek-r1/.test(id)) return { reasoning_format: "parsed" };
  return {};
}
