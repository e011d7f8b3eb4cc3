export type MessageRole = "user" | "assistant" | "system" | "tool";
export type MessageKind = "chat" | "thinking" | "tool_call" | "tool_call_response" | "summary";
export type MessageStatus = "complete" | "streaming" | "interrupted" | "stopped" | "failed";
export type TurnStatus = "running" | "complete" | "interrupted" | "stopped" | "failed";
export type TitleSource = "auto" | "user";
export type MemoryStrategy = "sliding_window" | "summarization" | "hybrid";
export type ProviderId = "groq" | "openai-compatible" | "offline";
/** Which rank table and which per-message overhead a count was made with. */
export type TokenFamily = "gpt-oss" | "openai-o200k" | "openai-cl100k" | "llama" | "unknown";
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | "unknown";
