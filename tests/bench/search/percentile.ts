/** The value that `share` of them do not pass. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Milliseconds of each call, one after the other. */
export async function timed(times: number, call: (at: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const started = performance.now();
    await call(at);
    all.push(performance.now() - started);
  }
  return all;
}
