import { accuracyOf, EXACT, type Calibration } from "@/lib/domain/calibration/calibration";
import { AppError } from "@/lib/domain/errors";
import { modelInfo, type CountedModel, type ListedModel } from "@/lib/domain/tokens/model-table";
import type { LanguageModel } from "@/lib/ports/language-model";
import type { Agent, ModelInfo, ProviderStatus } from "@/types/chat";
import type { ProviderId } from "@/types/words";
import type { CalibrationBook } from "./calibration-book";

/** A provider that is known but not set up, and the sentence that says how to. */
export type AbsentProvider = { id: ProviderId; name: string; problem: string };

/**
 * The model that answers. `calibration` says how its tokens follow from our counts: exact for the offline model, null as
 * long as too few of its calls are measured. `info.accuracy` says the same in words for the meter.
 */
export type ChosenModel = { model: LanguageModel; info: CountedModel; calibration: Calibration | null };

export type ModelRegistry = {
  /** Which model answers: the conversation's, else the agent's, else the provider's. Throws `provider_model` or `provider_key`. */
  resolve(agent: Pick<Agent, "provider" | "model">, conversationModel: string | null): Promise<ChosenModel>;
  /** Throws `invalid_input` when the agent's provider does not offer the model. */
  requireOffered(provider: ProviderId | null, model: string): Promise<void>;
  list(): Promise<ProviderStatus[]>;
};

type Setup = {
  /** By preference: the first is the default. Each keeps its own list for a while, so asking often is cheap. */
  models: readonly [LanguageModel, ...LanguageModel[]];
  absent: readonly AbsentProvider[];
  /** Without one nothing counts as measured. */
  calibrations?: Pick<CalibrationBook, "calibrationOf" | "measuredOf" | "settled">;
};

/** Chooses among the configured providers by their own lists of models. */
export function createModelRegistry({ models, absent, calibrations }: Setup): ModelRegistry {
  function modelOf(provider: ProviderId | null): LanguageModel {
    const model = provider === null ? models[0] : models.find((each) => each.provider === provider);
    if (model) return model;
    const known = absent.find(({ id }) => id === provider);
    throw new AppError("provider_key", known?.problem ?? "That provider is not set up on this server.", {
      details: { provider },
    });
  }

  return {
    resolve: async (agent, conversationModel) => {
      const model = modelOf(agent.provider);
      // The list first: a provider without a default of its own takes it from there.
      const { models: listed, listedBy, problem } = await model.listModels();
      const id = conversationModel ?? agent.model ?? model.defaultModel;
      if (id === "") throw noModel(model, problem);
      const info = offered(listed, model, id);
      // Our own list says nothing against a choice that was once accepted; the provider itself will.
      if (info === null && listedBy === "provider") throw notOffered("provider_model", model, id);
      const counted = modelInfo(model.provider, id, info ?? {});
      const measured = calibrations?.calibrationOf(counted) ?? null;
      const calibration = model.provider === "offline" ? EXACT : measured;
      return { model, info: { ...counted, accuracy: accuracyOf(calibration) }, calibration };
    },
    requireOffered: async (provider, id) => {
      const model = modelOf(provider);
      const { models: listed } = await model.listModels();
      if (offered(listed, model, id) === null) throw notOffered("invalid_input", model, id);
    },
    list: async () => {
      await calibrations?.settled();
      const measuredOf = (info: ModelInfo) =>
        calibrations?.measuredOf(modelInfo(info.provider, info.id)) ?? null;
      const present = models.map((model, index) => statusOf(model, index === 0, measuredOf));
      return [...(await Promise.all(present)), ...absent.map(statusOfAbsent)];
    },
  };
}

/** What the list says; nothing more for the default, which is used even where the list leaves it out. */
function offered(listed: readonly ModelInfo[], model: LanguageModel, id: string): ListedModel | null {
  return listed.find((info) => info.id === id) ?? (id === model.defaultModel ? {} : null);
}

function notOffered(code: "provider_model" | "invalid_input", model: LanguageModel, id: string): AppError {
  const message = `${model.displayName} does not offer the model “${id.slice(0, 100)}”. Choose another one.`;
  return new AppError(code, message, { details: { provider: model.provider, model: id } });
}

function noModel(model: LanguageModel, problem: string | null): AppError {
  return new AppError("provider_model", problem ?? `${model.displayName} offers no models.`, {
    details: { provider: model.provider },
  });
}

async function statusOf(
  model: LanguageModel,
  isDefault: boolean,
  measuredOf: (info: ModelInfo) => ModelInfo["measured"],
): Promise<ProviderStatus> {
  const { models, listedBy, problem } = await model.listModels();
  return {
    id: model.provider,
    name: model.displayName,
    configured: true,
    isDefault,
    defaultModel: model.defaultModel === "" ? null : model.defaultModel,
    models: models.map((info) => ({ ...info, measured: measuredOf(info) })),
    listedBy,
    problem,
  };
}

function statusOfAbsent({ id, name, problem }: AbsentProvider): ProviderStatus {
  return {
    id,
    name,
    configured: false,
    isDefault: false,
    defaultModel: null,
    models: [],
    listedBy: "fallback",
    problem,
  };
}
