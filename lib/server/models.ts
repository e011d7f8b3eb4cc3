import { createGroqModel } from "@/lib/adapters/groq/groq-model";
import { createOfflineModel } from "@/lib/adapters/offline-model/offline-model";
import { createOpenAiCompatibleModel } from "@/lib/adapters/openai-compatible/openai-compatible-model";
import type { LanguageModel } from "@/lib/ports/language-model";
import type { CalibrationBook } from "@/lib/services/models/calibration-book";
import {
  createModelRegistry,
  type AbsentProvider,
  type ModelRegistry,
} from "@/lib/services/models/model-registry";
import type { ServerEnv } from "./env";

type ModelEnv = Pick<ServerEnv, "groq" | "openaiCompatible" | "offlineTokensPerSecond">;

/** The providers that the environment sets up, the best of them first; the offline model is always there. */
export function composeModels(
  { groq, openaiCompatible, offlineTokensPerSecond }: ModelEnv,
  calibrations: CalibrationBook,
): ModelRegistry {
  const models: LanguageModel[] = [];
  const absent: AbsentProvider[] = [];
  if (groq.apiKey === null) {
    absent.push({
      id: "groq",
      name: "Groq",
      problem: "Groq is not set up on this server: GROQ_API_KEY is missing.",
    });
  } else {
    models.push(createGroqModel({ apiKey: groq.apiKey, baseUrl: groq.baseUrl, timeouts: groq.timeouts }));
  }
  const { apiKey, baseUrl, defaultModel, timeouts } = openaiCompatible;
  if (baseUrl === null) {
    absent.push({
      id: "openai-compatible",
      name: "OpenAI-compatible",
      problem: "No OpenAI-compatible server is set up: OPENAI_COMPATIBLE_BASE_URL is missing.",
    });
  } else {
    const chosen = defaultModel === null ? {} : { defaultModel };
    models.push(createOpenAiCompatibleModel({ apiKey, baseUrl, timeouts, ...chosen }));
  }
  const offline = createOfflineModel({ tokensPerSecond: offlineTokensPerSecond });
  const [first = offline, ...others] = models;
  return createModelRegistry({
    models: first === offline ? [offline] : [first, ...others, offline],
    absent,
    calibrations,
  });
}
