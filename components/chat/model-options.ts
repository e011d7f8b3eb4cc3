import type { ModelInfo, ProviderStatus } from "@/types/chat";
import type { ProviderId } from "@/types/words";

/** A model's name without its maker, as there is room for: "openai/gpt-oss-120b" → "gpt-oss-120b". */
export function shortModelName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The provider that answers for an agent: its own, or the server's default. */
export function providerOf(
  provider: ProviderId | null,
  providers: readonly ProviderStatus[],
): ProviderStatus | null {
  return providers.find((one) => (provider === null ? one.isDefault : one.id === provider)) ?? null;
}

/** What the server told about a model, or null where it is not in a list. */
export function modelById(id: string | null, provider: ProviderStatus | null): ModelInfo | null {
  const wanted = id ?? provider?.defaultModel ?? null;
  return provider?.models.find((model) => model.id === wanted) ?? null;
}
