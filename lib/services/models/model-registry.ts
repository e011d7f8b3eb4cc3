import { AppError } from "@/lib/domain/errors";
import { modelInfo, type CountedModel } from "@/lib/domain/tokens/model-table";
import type { Clock } from "@/lib/ports/clock";
import type { LanguageModel } from "@/lib/ports/language-model";
import type { Agent, ModelInfo, ProviderId, ProviderStatus } from "@/types/chat";
import { cachedList, type ListedModels } from "./cached-list";

/** A provider that is known but not set up, and the sentence that says how to. */
export type AbsentProvider = { id: ProviderId; name: string; problem: string };

export type ChosenModel = { model: LanguageModel; info: CountedModel };

export type ModelRegistry = {
  /** Which model answers: the conversation's, else the agent's, else the provider's. Throws `provider_model` or `provider_key`. */
  resolve(agent: Pick<Agent, "provider" | "model">, conversationModel: string | null): Promise<ChosenModel>;
  /** Throws `invalid_input` when the agent's provider does not offer the model. */
  requireOffered(provider: ProviderId | null, model: string): Promise<void>;
  list(): Promise<ProviderStatus[]>;
};

type Setup = {
  /** By preference: the first is the default. */
  models: readonly [LanguageModel, ...LanguageModel[]];
  absent: readonly AbsentProvider[];
  clock: Clock;
};

type Offer = { model: LanguageModel; listed: () => Promise<ListedModels> };

/** Chooses among the configured providers by their own lists of models. */
export function createModelRegistry({ models, absent, clock }: Setup): ModelRegistry {
  const offers: Offer[] = models.map((model) => ({ model, listed: cachedList(model, clock) }));

  function offerOf(provider: ProviderId | null): Offer {
    const offer = provider === null ? offers[0] : offers.find(({ model }) => model.provider === provider);
    if (offer) return offer;
    const known = absent.find(({ id }) => id === provider);
    throw new AppError("provider_key", known?.problem ?? "That provider is not set up on this server.", {
      details: { provider },
    });
  }

  async function find(offer: Offer, id: string): Promise<ModelInfo | undefined> {
    const { models: listed } = await offer.listed();
    return listed.find((info) => info.id === id);
  }

  return {
    resolve: async (agent, conversationModel) => {
      const offer = offerOf(agent.provider);
      const { model } = offer;
      const id = conversationModel ?? agent.model ?? model.defaultModel;
      const listed = await find(offer, id);
      // The default is the operator's choice: it is used even where the list leaves it out.
      if (!listed && id !== model.defaultModel) throw notOffered("provider_model", model, id);
      return { model, info: modelInfo(model.provider, id, listed) };
    },
    requireOffered: async (provider, id) => {
      const offer = offerOf(provider);
      if (id === offer.model.defaultModel || (await find(offer, id))) return;
      throw notOffered("invalid_input", offer.model, id);
    },
    list: async () => {
      const present = offers.map((offer, index) => statusOfOffer(offer, index === 0));
      return [...(await Promise.all(present)), ...absent.map(statusOfAbsent)];
    },
  };
}

function notOffered(code: "provider_model" | "invalid_input", model: LanguageModel, id: string): AppError {
  const message = `${model.displayName} does not offer the model “${id.slice(0, 100)}”. Choose another one.`;
  return new AppError(code, message, { details: { provider: model.provider, model: id } });
}

async function statusOfOffer({ model, listed }: Offer, isDefault: boolean): Promise<ProviderStatus> {
  const { models, listedBy, problem } = await listed();
  return {
    id: model.provider,
    name: model.displayName,
    configured: true,
    isDefault,
    defaultModel: model.defaultModel,
    models,
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
