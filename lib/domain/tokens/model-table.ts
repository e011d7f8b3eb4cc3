import type { ModelInfo } from "@/types/chat";
import type { ProviderId, TokenFamily } from "@/types/words";
import type { Accuracy } from "@/types/context";

/** A model and how its tokens are counted. */
export type CountedModel = ModelInfo & { family: TokenFamily; accuracy: Accuracy };

/** What the provider's own list says about a model; it wins over the table. */
export type ListedModel = {
  name?: string | undefined;
  contextWindow?: number | undefined;
  maxOutputTokens?: number | undefined;
};

type ModelRow = {
  family: TokenFamily;
  thinks: boolean;
  /** Absent where it depends on how the server was started. */
  window?: number;
  maxOutput?: number;
  name?: string;
};

/** Window of a model that neither the table nor the provider's list knows. */
const UNKNOWN_WINDOW = 8_192;
/** Longest reply of such a model, at most half of its window. */
const UNKNOWN_MAX_OUTPUT = 4_096;

const GPT_OSS = { family: "gpt-oss", thinks: true, window: 131_072, maxOutput: 65_536 } as const;
const GPT_4O = { family: "openai-o200k", thinks: false, window: 128_000, maxOutput: 16_384 } as const;
const GPT_4_1 = { family: "openai-o200k", thinks: false, window: 1_047_576, maxOutput: 32_768 } as const;
const GPT_5 = { family: "openai-o200k", thinks: true, window: 400_000, maxOutput: 128_000 } as const;
const O_SERIES = { family: "openai-o200k", thinks: true, window: 200_000, maxOutput: 100_000 } as const;
const GPT_4_TURBO = { family: "openai-cl100k", thinks: false, window: 128_000, maxOutput: 4_096 } as const;
const LLAMA_3 = { family: "llama", thinks: false, window: 8_192 } as const;
const LLAMA_3_LONG = { family: "llama", thinks: false, window: 131_072 } as const;
const GEMINI_2_5 = { family: "unknown", thinks: true, window: 1_048_576, maxOutput: 65_536 } as const;
const THINKS_ONLY = { family: "unknown", thinks: true } as const;

/** Keyed by plain name: without a vendor in front, a tag, a date or `-latest`. Sources: the vendors' model pages. */
const MODELS: ReadonlyMap<string, ModelRow> = new Map(
  Object.entries<ModelRow>({
    offline: { family: "openai-o200k", thinks: false, window: 131_072, maxOutput: 4_096, name: "Offline" },
    "gpt-oss-120b": { ...GPT_OSS, name: "GPT-OSS 120B" },
    "gpt-oss-20b": { ...GPT_OSS, name: "GPT-OSS 20B" },
    "gpt-oss-safeguard-20b": { ...GPT_OSS, name: "GPT-OSS Safeguard 20B" },
    "gpt-oss": { family: "gpt-oss", thinks: true },
    "gpt-5": GPT_5,
    "gpt-5-mini": GPT_5,
    "gpt-5-nano": GPT_5,
    "gpt-5-chat": GPT_4O,
    "gpt-4.1": GPT_4_1,
    "gpt-4.1-mini": GPT_4_1,
    "gpt-4.1-nano": GPT_4_1,
    "gpt-4o": GPT_4O,
    "gpt-4o-mini": GPT_4O,
    "chatgpt-4o": GPT_4O,
    o1: O_SERIES,
    o3: O_SERIES,
    "o3-mini": O_SERIES,
    "o4-mini": O_SERIES,
    "gpt-4-turbo": GPT_4_TURBO,
    "gpt-4": { family: "openai-cl100k", thinks: false, window: 8_192, maxOutput: 8_192 },
    "gpt-3.5-turbo": { family: "openai-cl100k", thinks: false, window: 16_385, maxOutput: 4_096 },
    "llama-3.3-70b-versatile": { ...LLAMA_3_LONG, maxOutput: 32_768, name: "Llama 3.3 70B" },
    "llama-3.1-8b-instant": { ...LLAMA_3_LONG, maxOutput: 131_072, name: "Llama 3.1 8B" },
    "llama-3.3-70b-instruct": LLAMA_3_LONG,
    "llama-3.1-70b-instruct": LLAMA_3_LONG,
    "llama-3.1-8b-instruct": LLAMA_3_LONG,
    "llama-3.2-3b-instruct": LLAMA_3_LONG,
    "llama-3.2-1b-instruct": LLAMA_3_LONG,
    "meta-llama-3-8b-instruct": LLAMA_3,
    "meta-llama-3-70b-instruct": LLAMA_3,
    // Ollama's names. Its window is what the server was started with, whatever the model could hold.
    llama3: LLAMA_3,
    "llama3.1": { family: "llama", thinks: false },
    "llama3.2": { family: "llama", thinks: false },
    "llama3.3": { family: "llama", thinks: false },
    "deepseek-r1": THINKS_ONLY,
    qwq: THINKS_ONLY,
    qwen3: THINKS_ONLY,
    "qwen3-32b": THINKS_ONLY,
    "gemini-2.5-pro": GEMINI_2_5,
    "gemini-2.5-flash": GEMINI_2_5,
    "gemini-2.0-flash": { family: "unknown", thinks: false, window: 1_048_576, maxOutput: 8_192 },
  }),
);

const UNKNOWN: ModelRow = { family: "unknown", thinks: false };

/** Everything known about a model. `listed` is what its provider's own list says; a model in neither is taken to be small. */
export function modelInfo(provider: ProviderId, id: string, listed: ListedModel = {}): CountedModel {
  const row = MODELS.get(plainName(id)) ?? UNKNOWN;
  const contextWindow = listed.contextWindow ?? row.window ?? UNKNOWN_WINDOW;
  return {
    id,
    name: listed.name ?? row.name ?? id,
    provider,
    contextWindow,
    maxOutputTokens: maxOutputOf(listed.maxOutputTokens ?? row.maxOutput, contextWindow),
    thinks: row.thinks,
    known: row !== UNKNOWN,
    measured: null,
    family: row.family,
    // Only the offline model is counted by ourselves; every other count is an estimate until calls are measured.
    accuracy: provider === "offline" ? { kind: "exact" } : { kind: "estimate" },
  };
}

function maxOutputOf(stated: number | undefined, contextWindow: number): number {
  if (stated !== undefined) return Math.min(stated, contextWindow);
  return Math.min(UNKNOWN_MAX_OUTPUT, Math.floor(contextWindow / 2));
}

/** `Vendor/name:tag`, `name-2025-04-14` and `name-latest` are all `name`. */
function plainName(id: string): string {
  const name = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  const tag = name.indexOf(":");
  const untagged = tag === -1 ? name : name.slice(0, tag);
  return untagged.replace(/-(?:\d{4}-\d{2}-\d{2}|latest)$/, "");
}
