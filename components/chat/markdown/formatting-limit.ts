/** Beyond these a reply is shown as it was written: parsing it would hold the page up. */
const MOST_CHARACTERS = 200_000;
const MOST_TABLE_ROWS = 400;
const MOST_TABLE_CHARACTERS = 60_000;
const DEEPEST = 24;
const LONGEST_LINE = 20_000;

const NESTING = /^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/;

/** Says in words why a text is not formatted, or null when it can be. Linear in the text. */
export function formattingLimit(markdown: string): string | null {
  if (markdown.length > MOST_CHARACTERS) return `it has ${count(markdown.length)} characters`;
  let rows = 0;
  let tableCharacters = 0;
  for (const line of markdown.split("\n")) {
    if (line.length > LONGEST_LINE) return `one of its lines has ${count(line.length)} characters`;
    if (depthOf(line) > DEEPEST) return `its lists nest more than ${count(DEEPEST)} deep`;
    if (line.includes("|")) {
      rows += 1;
      tableCharacters += line.length;
    } else {
      rows = 0;
      tableCharacters = 0;
    }
    if (rows > MOST_TABLE_ROWS) return `it holds a table of more than ${count(MOST_TABLE_ROWS)} rows`;
    if (tableCharacters > MOST_TABLE_CHARACTERS) return "it holds a very large table";
  }
  return null;
}

function depthOf(line: string): number {
  const lead = NESTING.exec(line.slice(0, 400))?.[0] ?? "";
  const marks = lead.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;
  if (marks === 0) return 0;
  const indent = /^[ \t]*/.exec(line)?.[0].replaceAll("\t", "    ").length ?? 0;
  return marks + Math.floor(indent / 2);
}

function count(value: number): string {
  return value.toLocaleString("en");
}
