/** Everything that a reader of text may take for the end of a line. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

/** A text as quoted data: every line of it begins with `> `, so nothing in it can pass for an instruction. */
export function quotedLines(text: string): string[] {
  return text.split(LINE_END).map((line) => `> ${line}`.trimEnd());
}
