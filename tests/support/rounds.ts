/** True in `npm run test:full`, which runs an issue's full counts; `npm test` runs about a tenth. */
const FULL = process.env["THROUGHLINE_TEST_FULL"] === "1";

export function rounds(count: { full: number; quick: number }): number {
  return FULL ? count.full : count.quick;
}

/** A small generator with a fixed seed (mulberry32), so that a random run can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
