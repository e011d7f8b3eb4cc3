/** What a provider says about a plan that is limited by tokens a minute, as it stands once a call is accepted. */
export type ProviderRate = {
  /** Tokens a minute. */
  limit: number;
  remaining: number;
  /** Milliseconds until the whole limit is there again. */
  resetMs: number;
};

/** What a refused call (`details.rate` of its AppError) tells about the plan; null where it tells nothing. */
export function rateOfRefusal(details: Readonly<Record<string, unknown>> | undefined): ProviderRate | null {
  const rate = details?.["rate"];
  if (typeof rate !== "object" || rate === null) return null;
  const { limit, remaining, resetMs } = rate as Partial<Record<keyof ProviderRate, unknown>>;
  if (typeof limit !== "number" || typeof remaining !== "number" || typeof resetMs !== "number") return null;
  return { limit, remaining, resetMs };
}
