export type ChatMessage = { role: string; content: string };

/** The parts of a chat-completions request that the fake model looks at. */
export type ChatRequest = {
  model: string;
  messages: ChatMessage[];
  stream: boolean;
  includeUsage: boolean;
  maxTokens: number | null;
};

/** Groq and OpenAI differ in where usage and thinking travel. */
export type Flavour = "groq" | "openai";

export type WireUsage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number };
  completion_tokens_details: { reasoning_tokens: number };
};

type Json = Record<string, unknown>;

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function messageOf(value: unknown): ChatMessage {
  const { role, content } = objectOf(value);
  return {
    role: typeof role === "string" ? role : "user",
    content: typeof content === "string" ? content : JSON.stringify(content ?? ""),
  };
}

/** Null when the body is not a chat request; the server answers 400 then, as a provider would. */
export function parseChatRequest(body: unknown): ChatRequest | null {
  const { model, messages, stream, stream_options, max_completion_tokens, max_tokens } = objectOf(body);
  if (typeof model !== "string" || !Array.isArray(messages) || messages.length === 0) return null;
  const limit = max_completion_tokens ?? max_tokens;
  return {
    model,
    messages: messages.map(messageOf),
    stream: stream === true,
    includeUsage: objectOf(stream_options)["include_usage"] === true,
    maxTokens: typeof limit === "number" ? limit : null,
  };
}

export function lastUserText(request: ChatRequest): string {
  return request.messages.findLast((message) => message.role === "user")?.content ?? "";
}
