import type { Accuracy } from "@/types/context";

/** How far a count can be trusted: "exact", "calibrated ±1.2 %", "estimate". */
export function accuracyWords(accuracy: Accuracy): string {
  switch (accuracy.kind) {
    case "exact":
    case "estimate":
      return accuracy.kind;
    case "calibrated":
      return `calibrated ±${accuracy.percent.toFixed(1)} %`;
    default:
      return accuracy satisfies never;
  }
}
