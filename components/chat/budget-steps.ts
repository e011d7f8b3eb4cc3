/** Eight stops, each twice the one before: as many as fit on a rail and still differ. */
export const BUDGET_STEPS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000] as const;

/** The stop nearest to a budget, by ratio, because the stops double. */
export function nearestStep(budget: number): number {
  let nearest = 0;
  let distance = Infinity;
  for (const [index, step] of BUDGET_STEPS.entries()) {
    const ratio = Math.abs(Math.log(step / budget));
    if (ratio < distance) [nearest, distance] = [index, ratio];
  }
  return nearest;
}

/** "1k", "128k". */
export function stepLabel(step: number): string {
  return `${step / 1_000}k`;
}
