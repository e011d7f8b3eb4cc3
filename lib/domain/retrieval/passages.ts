import { SPACELESS_RANGES } from "./spaceless";

/** Some 170 tokens of English: the usual models read 256 at most, and a passage about one thing is found best. */
const LONGEST = 700;
/** A character of a script without spaces is a token of its own, one of the others a quarter. */
const SPACELESS_WEIGHT = 3;

const SPACELESS = new RegExp(`[${SPACELESS_RANGES}]`, "gu");
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
const sentences = new Intl.Segmenter("und", { granularity: "sentence" });

/**
 * A text in passages that are embedded one by one: whole sentences up to about 700 characters together, fewer of scripts
 * without spaces, longer sentences cut between words. All words of the text are in one; empty where it has none.
 */
export function passagesOf(text: string): string[] {
  const passages: string[] = [];
  let current = "";
  let weight = 0;
  const end = () => {
    const passage = current.trim();
    if (SAYS_SOMETHING.test(passage)) passages.push(passage);
    current = "";
    weight = 0;
  };
  for (const piece of piecesOf(text)) {
    const own = weightOf(piece);
    if (weight + own > LONGEST) end();
    current += piece;
    weight += own;
  }
  end();
  return passages;
}

function* piecesOf(text: string): Generator<string> {
  for (const { segment } of sentences.segment(text)) {
    if (weightOf(segment) <= LONGEST) yield segment;
    else yield* cut(segment);
  }
}

/** In pieces of at most the longest passage's weight, between words where there is a gap in the later half. */
function* cut(sentence: string): Generator<string> {
  let from = 0;
  while (from < sentence.length) {
    const next = sentence.slice(from, from + LONGEST);
    const room = next.search(SPACELESS) === -1 ? LONGEST : Math.floor(LONGEST / SPACELESS_WEIGHT);
    let to = Math.min(sentence.length, from + room);
    if (to < sentence.length) {
      const gap = sentence.lastIndexOf(" ", to);
      if (gap > from + room / 2) to = gap + 1;
      else if (isLowSurrogate(sentence.charCodeAt(to))) to -= 1;
    }
    yield sentence.slice(from, to);
    from = to;
  }
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function weightOf(text: string): number {
  const spaceless = text.match(SPACELESS)?.length ?? 0;
  return text.length + spaceless * (SPACELESS_WEIGHT - 1);
}
