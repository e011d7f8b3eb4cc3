/** What the app sends for one message without a history, as far as the provider's answer depends on it. */
export function promptOf(content: string) {
  return {
    model: "openai/gpt-oss-120b",
    messages: [{ role: "user", content }],
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: 2_500,
  };
}
