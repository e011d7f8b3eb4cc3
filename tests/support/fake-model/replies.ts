import type { ChatRequest } from "./wire";
import { lastUserText } from "./wire";

export type FakeReply = { thinking: string; text: string };

const EXACT = /\[\[reply:([\s\S]*?)\]\]/;
const WORDS = /\[\[words:(\d+)\]\]/;
const VOCABULARY =
  "the window slides over older messages while a reply keeps its own reserve and every count stays exact".split(
    " ",
  );

function quoted(text: string, longest: number): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  const cut = flat.slice(0, longest).toWellFormed();
  return cut === flat ? flat : `${cut}…`;
}

function numberedWords(count: number): string {
  const words: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    words.push(n % 20 === 0 ? `(${n})\n\n` : (VOCABULARY[n % VOCABULARY.length] ?? "word"));
  }
  return words.join(" ");
}

function earlier(request: ChatRequest): string {
  const said = request.messages.filter((message) => message.role === "user").slice(0, -1);
  if (said.length === 0)
    return "This is the first message that reached me, so there is nothing to look back on.";
  const lines = said.slice(-4).map((message, index) => `${index + 1}. “${quoted(message.content, 80)}”`);
  return `Before that you wrote, among other things:\n\n${lines.join("\n")}`;
}

function table(request: ChatRequest): string {
  const roles = ["system", "user", "assistant"];
  const rows = roles.map((role) => {
    const own = request.messages.filter((message) => message.role === role);
    const characters = own.reduce((sum, message) => sum + message.content.length, 0);
    return `| ${role} | ${own.length} | ${characters} |`;
  });
  return ["| role | messages | characters |", "| --- | ---: | ---: |", ...rows].join("\n");
}

function longReply(request: ChatRequest): string {
  const asked = lastUserText(request);
  const words = asked.split(/\s+/).filter((word) => word !== "").length;
  return [
    `You wrote “${quoted(asked, 160)}”. I am the **fake model**: a script that stands in for ${request.model}, ` +
      "so nothing here was thought about, but all of it travels exactly as a real reply would.",
    "## What reached me",
    table(request),
    earlier(request),
    "## Three things worth a look",
    [
      "- The meter moves while this text arrives, and agrees with the provider's own count at the end.",
      "- *Stop* keeps what has arrived; *Retry* puts a new reply in its place.",
      "- A reload in the middle continues where it was, [without a gap](https://example.org/resume).",
    ].join("\n"),
    "A little code, so that highlighting has something to do:",
    [
      "```ts",
      `const message = ${JSON.stringify(quoted(asked, 40))};`,
      'const words = message.split(" ");',
      "for (const [index, word] of words.entries()) {",
      "  console.log(`${index + 1}: ${word}`);",
      "}",
      "```",
    ].join("\n"),
    `And a little mathematics. Your message has $n = ${words}$ words, so there are`,
    `$$\n\\binom{${words}}{2} = \\frac{${words}\\,(${words} - 1)}{2} = ${(words * (words - 1)) / 2}\n$$`,
    "ways to choose two of them. Ask something else and the numbers change; write `[[fault:stall-mid]]` in a " +
      "message and this reply will stop half-way, as a provider's sometimes does.",
  ].join("\n\n");
}

/** `[[reply:…]]` is sent back word for word, `[[words:300]]` gives that many words, anything else a long page. */
export function composeReply(request: ChatRequest): FakeReply {
  const asked = lastUserText(request);
  const thinking = `The user wrote ${asked.length} characters. I will answer with everything a page can hold.`;
  const exact = EXACT.exec(asked)?.[1];
  if (exact !== undefined) return { thinking: "", text: exact };
  const words = WORDS.exec(asked)?.[1];
  if (words !== undefined) return { thinking: "", text: numberedWords(Number(words)) };
  return { thinking, text: longReply(request) };
}
