import { modelInfo, type ListedModel } from "@/lib/domain/tokens/model-table";
import type { ModelInfo } from "@/types/chat";
import type { ProviderId } from "@/types/words";
import { objectOf } from "./refusal-facts";

export type ListedModels = { models: ModelInfo[]; listedBy: "provider" | "fallback"; problem: string | null };

/** Lists also hold models that do not chat; they are told by name, as no list says what a model is for. */
const NOT_FOR_CHAT =
  /whisper|tts|speech|transcribe|embed|rerank|guard|moderation|dall-e|image|imagen|veo|sora|realtime|audio|davinci|babbage/i;
const MAX_MODELS = 500;
const MAX_ID = 200;

function size(entry: Record<string, unknown>, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = entry[key];
    if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
  }
  return undefined;
}

function listedOf(entry: Record<string, unknown>): ListedModel {
  return {
    // Groq · vLLM · OpenRouter · LM Studio
    contextWindow: size(entry, ["context_window", "max_model_len", "context_length", "max_context_length"]),
    maxOutputTokens: size(entry, ["max_completion_tokens"]),
  };
}

function modelOf(provider: ProviderId, candidate: unknown): ModelInfo | null {
  const entry = objectOf(candidate);
  const id = entry?.["id"];
  if (entry === null || typeof id !== "string" || id === "" || id.length > MAX_ID) return null;
  if (entry["active"] === false || NOT_FOR_CHAT.test(id)) return null;
  return modelInfo(provider, id, listedOf(entry));
}

/** The models that chat in a provider's `GET /models` body, by name. Null when the body is no list. */
export function readModelList(provider: ProviderId, body: unknown): ModelInfo[] | null {
  const data = objectOf(body)?.["data"];
  if (!Array.isArray(data)) return null;
  const models: ModelInfo[] = [];
  for (const candidate of data.slice(0, MAX_MODELS)) {
    const model = modelOf(provider, candidate);
    if (model !== null) models.push(model);
  }
  return models.sort((a, b) => (a.id < b.id ? -1 : 1));
}
