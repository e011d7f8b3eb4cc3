import { textTokens } from "./usage";
import { lastUserText, type ChatRequest } from "./wire";

/** How the requests begin that are made beside the chat. */
const SUMMARY = /^You write the running summary of a conversation/;
const TITLE = /^You name conversations/;
const EXTRACTION = /^You write down what is worth remembering/;
const TARGET = /At most (\d+) tokens/;

/** Of every five facts these are forgotten: 40 %. */
const FORGOTTEN = new Set([1, 3]);

function linesUnder(heading: RegExp, text: string): string[] {
  const lines: string[] = [];
  let inside = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) inside = heading.test(line);
    else if (inside && /^> \[\d/.test(line)) lines.push(line.slice(2));
  }
  return lines;
}

/**
 * A summary by a model that forgets two of every five facts it was told to keep; the oldest lines go when it grows beyond
 * what it was allowed. null for any other request.
 */
function summaryReply(request: ChatRequest): string | null {
  const system = request.messages[0]?.content ?? "";
  if (!SUMMARY.test(system)) return null;
  const asked = lastUserText(request);
  const facts = linesUnder(/^# Facts/, asked).filter((_, index) => !FORGOTTEN.has(index % 5));
  const lines = [...linesUnder(/^# Summary so far/, asked), ...facts];
  const target = Number(TARGET.exec(system)?.[1] ?? Number.POSITIVE_INFINITY);
  while (lines.length > 1 && textTokens(lines.join("\n")) > target) lines.shift();
  return lines.length === 0 ? "[1] Nothing of weight was said." : lines.join("\n");
}

/** The first words of what was asked, as a title. null for any other request. */
function titleReply(request: ChatRequest): string | null {
  if (!TITLE.test(request.messages[0]?.content ?? "")) return null;
  const words = lastUserText(request)
    .replace(/^> user: /, "")
    .split(/\s+/)
    .slice(0, 4);
  return `About ${words.join(" ").replaceAll(/[.?!,]/g, "")}`;
}

/** Nothing: what there is to find in a test, our own rules find. null for any other request. */
function extractionReply(request: ChatRequest): string | null {
  return EXTRACTION.test(request.messages[0]?.content ?? "") ? '{"memories": []}' : null;
}

/** What a request gets that asks for a summary, a title or memories; null for a chat. */
export function upkeepReply(request: ChatRequest): string | null {
  return summaryReply(request) ?? titleReply(request) ?? extractionReply(request);
}
