/** Words, and how long texts are, as in chats: few words are in many messages, most in hardly any. */
const VOCABULARY = 60_000;
/** Zipf–Mandelbrot: the commonest word that is no stop word is in about a fifth of the messages. */
const OFFSET = 20;

const SYLLABLES = "ka lo mi ne ru ta vo si pe du fa gi ho ja be co za wu xi ny".split(" ");

export function wordOf(rank: number): string {
  let word = "";
  for (let rest = rank + 400; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? "";
  }
  return word;
}

/** A small generator with a seed, so that every run makes the same history. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export function drawRank(random: () => number): number {
  return Math.min(VOCABULARY - 1, Math.floor(OFFSET * ((VOCABULARY + OFFSET) / OFFSET) ** random() - OFFSET));
}

/** Users write little, replies are long. */
export function drawText(random: () => number, role: "user" | "assistant"): string {
  const words = role === "user" ? 4 + Math.floor(random() * 20) : 20 + Math.floor(random() * 70);
  return Array.from({ length: words }, () => wordOf(drawRank(random))).join(" ");
}

export type Counted = { terms: string[]; counts: number[]; length: number };

export function countWords(text: string): Counted {
  const counted = new Map<string, number>();
  const words = text.split(" ");
  for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1);
  return { terms: [...counted.keys()], counts: [...counted.values()], length: words.length };
}
