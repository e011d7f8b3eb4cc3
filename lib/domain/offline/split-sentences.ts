/** Words whose full stop does not end a sentence. */
const ABBREVIATION = /(?:^|\s)(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Nr|No|vs|etc|e\.g|i\.e|z\.B|d\.h|ca|approx)\.$/u;
const ENDS = /(?<=[.!?…؟]["”’»)]*)\s+|(?<=[。！？]["”』」）]*)/u;
const LIST_MARK = /^\s*(?:[-*•>#]+|\d+[.)])\s+/;

function joinAbbreviations(parts: readonly string[]): string[] {
  const whole: string[] = [];
  for (const part of parts) {
    const before = whole.at(-1);
    if (before !== undefined && ABBREVIATION.test(before)) whole[whole.length - 1] = `${before} ${part}`;
    else whole.push(part);
  }
  return whole;
}

/** The sentences of a text in order, without list marks; a line break always ends one. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split("\n")) {
    for (const part of joinAbbreviations(line.replace(LIST_MARK, "").split(ENDS))) {
      const sentence = part.trim();
      if (sentence !== "") sentences.push(sentence);
    }
  }
  return sentences;
}
