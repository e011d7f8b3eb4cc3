/** A js-tiktoken rank module: the split pattern, and lines of `! <first rank> <base64 token>…`. */
export type RankData = { pat_str: string; bpe_ranks: string };

/** A vocabulary, ready for merging. Bytes are kept as latin1 strings: one character a byte. */
export type RankTable = {
  pattern: string;
  ranks: ReadonlyMap<string, number>;
  /** Bytes of the longest token. */
  longest: number;
  /** Bytes of the longest token that ends in two given bytes, at `first × 256 + second`; 0 where there is none. */
  longestEndingIn: Uint8Array;
};

/** Takes 100–300 ms and tens of megabytes: do it once. */
export function parseRanks(data: RankData): RankTable {
  const ranks = new Map<string, number>();
  const longestEndingIn = new Uint8Array(0x10000);
  let longest = 0;
  for (const line of data.bpe_ranks.split("\n")) {
    const [, first, ...tokens] = line.split(" ");
    let rank = Number(first);
    for (const token of tokens) {
      const bytes = Buffer.from(token, "base64").toString("latin1");
      ranks.set(bytes, rank);
      rank += 1;
      longest = Math.max(longest, bytes.length);
      const ending = endingOf(bytes, bytes.length);
      if (bytes.length > (longestEndingIn[ending] ?? 0)) longestEndingIn[ending] = bytes.length;
    }
  }
  return { pattern: data.pat_str, ranks, longest, longestEndingIn };
}

/** Index into `longestEndingIn` for the two bytes before `end`. */
export function endingOf(bytes: string, end: number): number {
  return end < 2 ? 0 : bytes.charCodeAt(end - 2) * 256 + bytes.charCodeAt(end - 1);
}

/** UTF-8 as a latin1 string; a lone surrogate becomes U+FFFD, as in TextEncoder. */
export function bytesOf(text: string): string {
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) return Buffer.from(text, "utf8").toString("latin1");
  }
  return text;
}
