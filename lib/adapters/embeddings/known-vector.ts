/** What a known sentence gives with a known model, as signed bytes in base64: for telling that a model is what it says. */
export const KNOWN = {
  name: /^all-minilm-l6-v2$/i,
  sentence: "The kiln reached 1,060 degrees on the fourth of May.",
  /** Quantised files of the same model differ by up to 0.03; other models are nowhere near. */
  atLeast: 0.93,
  vector:
    "GyD9NuH61eD1HwDXHe8a3ufxuRkd3u/qSAMBLSYSyy62J9j07evHUhECUAwILfomGdIS+gsU78v15SdFaCy/6i/FI7n4zBcuFwAa2PvbFd3zKPXQs/EqVX0eCPm38vIsxxwC3w8lxDBRGQxNy9brFT7yLdYJ6MUSIzv/G4t/MQDuJyK2GY7lEBwH+jDfsPjKFAciLerV8QzMLVs/xvM93fDb7/E0CjnzxvQtCfQXrFs5BuxwETELExbzxfK9KBD9z8TnCekA1gj5pwTibMMDUeQsNsuj7BMeFPEJAB8X3gAaHeFBBxTkQaUOSNIdByUG8RjxPsYUujoMNjfVtdT0wgrk2fNo3iH4SkMnW9b0OTNs8lQM7uQB7On1uu/A51/fI/glYdf++hopjQz1/wTwDPEoyA1XyhMdHgTB+r/iCwAyCccN++71EeTyElj4MB6r4PMOsyfqIdcILOFFAAPlu73wE0q9YwT6yePpQZHwxy0Er9XrP/rdGvPO4yja1och",
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
