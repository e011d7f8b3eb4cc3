/** What a known sentence gives with a known model, as signed bytes in base64: for telling that a model is what it says. */
export const KNOWN = {
  name: /^all-minilm-l6-v2$/i,
  sentence: "The kiln reached 1,060 degrees on the fourth of May.",
  /** Quantised files of the same model differ by up to 0.03; other models are nowhere near. */
  atLeast: 0.93,
  vector:
    "HhkBMuXz1d4BI/3ZKeUd5eHwvhMm1vvlRfn/JSYO0Sa8LNwB6/DLVRj9TggGJ/klE9cQ+hAW79zy3S8+dhzK4y3JFsUEzh0tGAMm5gDeEuH+Ju7Yv/cgUn8WCPm69ewj0Rj+5RQhwyZDFAlHxdXrCz75G9kM5McUHDwMGZhzKgDvLSi1II3mDRb9+TnnwvHLIgIhMOjL7AjWLVM+x/Yw2u7m7/kpDjPzyvsq//odr1Y4COllESwSCBXw0PW6KQz52MbzB+f+3hbzqvvtVsf7UuQqLtKt8REeFO4GBiAO1gAQHOI+ByDoM6sVN9Ya+yYJ+Rb2PMcXuDsALzPiu9TvzBHq3Pto2ST7QTweSNbuNStl+UoH7uII6uQAwfPH61ToIPIcZs8AAR4pjwf+AgLxEOgk0wdT0xkUGgvD+8joCQAuBNAF+fTzEebuD07/IyGz4u0NuivwHNMLMeA6+wDgsb/0HES/WQUEzenmOZP7wicEuc7nL/HjGfHM9Cbh0okl",
};

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return 0;
  let product = 0;
  let ofA = 0;
  let ofB = 0;
  for (let at = 0; at < a.length; at += 1) {
    const x = a[at] ?? 0;
    const y = b[at] ?? 0;
    product += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 0 : product / Math.sqrt(ofA * ofB);
}
