import { AppError } from "@/lib/domain/errors";
import type { FinishReason } from "@/types/words";

/** Why a reply that ended properly has no text, and what to do about it. */
export function emptyReply(reason: FinishReason, thought: boolean): AppError {
  if (reason === "content_filter") {
    return new AppError("provider_refused", "The provider withheld this reply under its content rules.");
  }
  if (reason === "length" && thought) {
    return new AppError(
      "provider_malformed",
      "The room for this reply was used up by thinking before the first word. Retry, or raise the reply reserve.",
    );
  }
  if (reason === "length") {
    return new AppError(
      "provider_malformed",
      "The reply was cut off before its first word. Retry, or raise the reply reserve.",
    );
  }
  return new AppError("provider_malformed", "The model sent an empty reply. Retry, or choose another model.");
}
