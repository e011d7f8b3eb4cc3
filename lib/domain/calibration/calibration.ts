import type { ModelInfo } from "@/types/chat";
import type { Accuracy } from "@/types/context";

/**
 * How a provider's prompt tokens follow from our count of the same prompt: offset + ratio × counted. `percent` is the
 * mean error of its predictions, in per cent of the provider's count.
 */
export type Calibration = { offset: number; ratio: number; calls: number; percent: number };

/** What is kept of a model's calls: x is our count of a prompt, y the provider's. */
export type CalibrationSums = {
  calls: number;
  sumX: number;
  sumY: number;
  sumXX: number;
  sumXY: number;
  /** Moving mean of |predicted − real| / real, each predicted before its call was added; 0 before the second call. */
  error: number;
};

/** Fewer calls than this say too little. */
export const CALLS_TO_MEASURE = 5;
/** Kept back of a window as long as nothing is measured. */
const UNMEASURED_SHARE = 0.1;
/** Below this spread (standard deviation of x over its mean) a line's slope would be fitted to rounding. */
const LEAST_SPREAD = 0.02;
const LEAST_RATIO = 0.5;
const MOST_RATIO = 2;
/** Smaller than one token of the largest windows: nobody can tell it from none. */
const NO_ERROR_PERCENT = 0.0005;

/** A count that is the provider's own: that of the offline model. */
export const EXACT: Calibration = { offset: 0, ratio: 1, calls: 0, percent: 0 };

/** What the sums say; null as long as too few calls are measured. `preamble` is what our count adds once a prompt. */
export function calibrationFrom(sums: CalibrationSums, preamble: number): Calibration | null {
  if (sums.calls < CALLS_TO_MEASURE || sums.sumX <= 0 || sums.sumY <= 0) return null;
  return { ...lineThrough(sums, preamble), calls: sums.calls, percent: percentOf(sums) };
}

/** What is shown of a model's calls, from the second one on; as long as too few are measured nothing is corrected. */
export function measuredFrom(sums: CalibrationSums, preamble: number): ModelInfo["measured"] {
  if (sums.calls < 2) return null;
  return (
    calibrationFrom(sums, preamble) ?? { offset: 0, ratio: 1, calls: sums.calls, percent: percentOf(sums) }
  );
}

/**
 * Least squares: ratio = Sxy / Sxx, offset = mean y − ratio × mean x. Where the prompts were all about the same size the
 * line is fixed by their means instead, with the preamble as the part that does not grow. The ratio stays within 0.5–2
 * and the offset takes away no more than the preamble that we added ourselves; the line always goes through the means.
 */
function lineThrough(sums: CalibrationSums, preamble: number): { offset: number; ratio: number } {
  const meanX = sums.sumX / sums.calls;
  const meanY = sums.sumY / sums.calls;
  const variance = sums.sumXX / sums.calls - meanX ** 2;
  const covariance = sums.sumXY / sums.calls - meanX * meanY;
  const varies = variance > (LEAST_SPREAD * meanX) ** 2;
  const ratio = clamped(varies ? covariance / variance : ratioOfMeans(meanX, meanY, preamble));
  const offset = meanY - ratio * meanX;
  if (offset >= -preamble) return { offset, ratio };
  const steeper = clamped((meanY + preamble) / meanX);
  return { offset: Math.max(-preamble, meanY - steeper * meanX), ratio: steeper };
}

function ratioOfMeans(meanX: number, meanY: number, preamble: number): number {
  const fixed = Math.min(preamble, meanX / 2, meanY / 2);
  return (meanY - fixed) / (meanX - fixed);
}

function clamped(ratio: number): number {
  return Math.min(MOST_RATIO, Math.max(LEAST_RATIO, ratio));
}

function percentOf({ error }: CalibrationSums): number {
  return Math.max(0, error * 100);
}

/** The provider's tokens for `counted` of ours, rounded; 0 for nothing. */
export function predictedTokens(
  { offset, ratio }: Pick<Calibration, "offset" | "ratio">,
  counted: number,
): number {
  return counted === 0 ? 0 : Math.max(0, Math.round(offset + ratio * counted));
}

/**
 * How much of a model's window may be filled, in the model's own tokens. Unmeasured, a tenth and the template's preamble
 * are withheld; measured, twice the mean error, at most that tenth.
 */
export function usableWindow(window: number, calibration: Calibration | null, preamble: number): number {
  if (calibration === null) return Math.max(0, Math.floor(window * (1 - UNMEASURED_SHARE)) - preamble);
  return Math.floor(window * (1 - Math.min(UNMEASURED_SHARE, (2 * calibration.percent) / 100)));
}

/** What a count corrected by `calibration` may call itself; `percent` with one decimal, never rounded to none. */
export function accuracyOf(calibration: Calibration | null): Accuracy {
  if (calibration === null) return { kind: "estimate" };
  if (calibration.percent < NO_ERROR_PERCENT) return { kind: "exact" };
  return { kind: "calibrated", percent: Math.max(0.1, Math.round(calibration.percent * 10) / 10) };
}
