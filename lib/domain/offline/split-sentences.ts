/** Words whose full stop does not end a sentence. */
const ABBREVIATION = /(?:^|\s)(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Nr|No|vs|etc|e\.g|i\.e|z\.B|d\.h|ca|approx)\.$/u;
/** Longer than the longest of them with the space before it: no more of a text is looked at. */
const ABBREVIATION_TAIL = 12;
// Read forward: looking back from every place would take time that grows with the square of the text.
const ENDS = /[.!?…؟]["”’»)]*\s+|[。！？]["”』」）]*/gu;
const LIST_MARK = /^\s*(?:[-*•>#]+|\d+[.)])\s+/;

/** The sentences of a text in order, without list marks; a line break always ends one. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split("\n")) {
    for (const part of sentencesOfLine(line.replace(LIST_MARK, ""))) {
      const sentence = part.trim();
      if (sentence !== "") sentences.push(sentence);
    }
  }
  return sentences;
}

function sentencesOfLine(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of line.matchAll(ENDS)) {
    const end = match.index + match[0].length;
    const said = line.slice(Math.max(start, end - match[0].length - ABBREVIATION_TAIL), end).trimEnd();
    if (ABBREVIATION.test(said)) continue;
    sentences.push(line.slice(start, end));
    start = end;
  }
  sentences.push(line.slice(start));
  return sentences;
}
