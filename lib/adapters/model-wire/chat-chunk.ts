import type { ProviderUsage } from "@/lib/ports/language-model";
import type { FinishReason } from "@/types/words";
import { ModelFaultError, type ModelFault } from "./model-fault";
import { errorObject, factsOf, objectOf } from "./refusal-facts";

/** What one event of a chat-completions stream adds. */
export type ChatChunk = {
  text: string;
  thinking: string;
  finish: FinishReason | null;
  usage: ProviderUsage | null;
};

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function usageOf(value: unknown): ProviderUsage | null {
  const usage = objectOf(value);
  if (typeof usage?.["prompt_tokens"] !== "number") return null;
  return {
    promptTokens: count(usage["prompt_tokens"]),
    cachedTokens: count(objectOf(usage["prompt_tokens_details"])?.["cached_tokens"]),
    completionTokens: count(usage["completion_tokens"]),
    thinkingTokens: count(objectOf(usage["completion_tokens_details"])?.["reasoning_tokens"]),
  };
}

function finishOf(value: unknown): FinishReason | null {
  if (typeof value !== "string" || value === "") return null;
  switch (value) {
    case "stop":
    case "length":
    case "content_filter":
    case "tool_calls":
      return value;
    default:
      return "unknown";
  }
}

/** Error objects in a stream have no status of their own, unless the provider adds one. */
function statusIn(error: Record<string, unknown>): number {
  for (const key of ["status_code", "code", "status"]) {
    const value = Number(error[key]);
    if (Number.isInteger(value) && value >= 400 && value < 600) return value;
  }
  return 500;
}

function faultOf(error: Record<string, unknown>, now: number): ModelFault {
  return { kind: "refused", inStream: true, ...factsOf(statusIn(error), error, null, now) };
}

function parsed(data: string): Record<string, unknown> {
  let value: unknown = null;
  try {
    value = JSON.parse(data);
  } catch {
    // Handled with everything else that is no object.
  }
  const object = objectOf(value);
  if (object === null) throw new ModelFaultError({ kind: "malformed", what: "json" });
  return object;
}

/** Thinking comes as `reasoning` (Groq, Ollama, newer vLLM) or `reasoning_content` (DeepSeek, older vLLM). */
function thinkingOf(delta: Record<string, unknown> | null): string {
  return words(delta?.["reasoning"]) || words(delta?.["reasoning_content"]);
}

function firstChoice(choices: unknown): Record<string, unknown> | null {
  return objectOf(Array.isArray(choices) ? choices[0] : null);
}

/** Reads one event's data. Throws ModelFaultError on an error object and on anything unreadable. */
export function readChatChunk(data: string, now: number): ChatChunk {
  const chunk = parsed(data);
  const xGroq = objectOf(chunk["x_groq"]);
  const error = errorObject(chunk) ?? errorObject(xGroq);
  if (error !== null) throw new ModelFaultError(faultOf(error, now));
  const choice = firstChoice(chunk["choices"]);
  const delta = objectOf(choice?.["delta"]);
  return {
    text: words(delta?.["content"]),
    thinking: thinkingOf(delta),
    finish: finishOf(choice?.["finish_reason"]),
    usage: usageOf(chunk["usage"]) ?? usageOf(xGroq?.["usage"]),
  };
}
