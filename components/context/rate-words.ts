import type { ProviderId } from "@/types/words";
import type { RateChoice } from "@/types/context";
import { tokenFigure } from "./token-figure";

export const PROVIDER_NAMES: Record<ProviderId, string> = {
  groq: "Groq",
  "openai-compatible": "OpenAI-compatible",
  offline: "Offline model",
};

/** What a plan limited by tokens a minute does to the call, before it is sent. */
export function rateWords(rate: RateChoice, provider: ProviderId): string {
  const plan = `Your ${PROVIDER_NAMES[provider]} plan accepts ${tokenFigure(rate.limit)} tokens a minute; ${tokenFigure(rate.left)} are left.`;
  switch (rate.kind) {
    case "trimmed":
      return `${plan} This call holds fewer messages so that it fits.`;
    case "shorter_reply":
      return `${plan} The reply may be at most ${tokenFigure(rate.replyReserve)} tokens.`;
    default:
      return rate satisfies never;
  }
}
