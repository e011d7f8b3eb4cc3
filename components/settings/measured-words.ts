import type { ModelInfo } from "@/types/chat";

/** From so many calls on a model's counts are calibrated by what they measured. */
const ENOUGH_CALLS = 5;

/** How our counts of a model compare with the provider's: "calibrated ±1.2 % over 37 calls". */
export function measuredWords({ measured, provider, known }: ModelInfo): string {
  // Our own counter is what counts for the offline model.
  if (provider === "offline") return "counts exactly";
  const unmeasured = known ? "not measured yet" : "not measured yet, counts are estimates";
  if (measured === null || measured.calls === 0) return unmeasured;
  const calls = `${measured.calls.toLocaleString("en")} ${measured.calls === 1 ? "call" : "calls"}`;
  if (measured.calls < ENOUGH_CALLS) return `measured over ${calls} of ${ENOUGH_CALLS}`;
  if (measured.percent === 0) return `exact over ${calls}`;
  return `calibrated ±${measured.percent.toFixed(1)} % over ${calls}`;
}
