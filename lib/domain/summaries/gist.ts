import { sentencesOf } from "./sentences";

/** Characters of a gist at most, in UTF-16 units. */
const LONGEST_GIST = 160;

/** What is read of a message for it, in UTF-16 units. */
const LONGEST_READ = 8_000;

const SPACE = /\s+/gu;
/** Openings that say nothing by themselves. */
const EMPTY_OPENING =
  /^(?:hi|hello|hey|thanks?(?: you)?|thank you so much|sure|okay|ok|yes|no|right|great|good|perfect|certainly|of course|absolutely|got it|noted|here(?:'s| is| are) .{0,60}:)(?:[ ,]+(?:there|again|all|everyone|question|idea|point))*[.,!:]*$/i;

/**
 * One line that stands for a message: its first words of weight, at most 160 characters. The same text always gives
 * the same line; a text that is short enough stands for itself, on one line.
 */
export function gistOf(content: string): string {
  const whole = content.replace(SPACE, " ").trim();
  if (whole.length <= LONGEST_GIST) return whole;
  const sentences = sentencesOf(content.slice(0, LONGEST_READ)).map(({ text }) => text);
  const weighty = sentences.filter((sentence) => !EMPTY_OPENING.test(sentence));
  return fitted(weighty.length > 0 ? weighty : [whole]);
}

/** As many whole sentences as fit from the first on; the first is cut at a word when it is too long. */
function fitted(sentences: readonly string[]): string {
  let gist = "";
  for (const sentence of sentences) {
    const next = `${gist} ${sentence.replace(SPACE, " ")}`.trim();
    if (next.length > LONGEST_GIST) return gist === "" ? cutAtWord(next, LONGEST_GIST) : gist;
    gist = next;
  }
  return gist;
}

/** The beginning of a text with "…", at most `longest` UTF-16 units, cut between words where it has any. */
export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const room = text.slice(0, longest - 1);
  const gap = room.lastIndexOf(" ");
  const kept = gap > longest / 2 ? room.slice(0, gap) : room;
  // A cut pair of surrogates would be a character that cannot be stored.
  const whole = /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept;
  return `${whole.trimEnd()}…`;
}
