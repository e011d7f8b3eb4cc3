import { foldPhrase } from "./fold-phrase";
import { freeMatches, type Mention } from "./mention";

const CODE_SPAN = /(`{1,2})([^`\n]{1,200})\1/gu;
const PROGRAMS =
  "npm|npx|pnpm|yarn|node|deno|bun|git|gh|docker|docker-compose|kubectl|helm|terraform|ansible|psql|pg_dump|pg_restore|createdb|mysql|mysqldump|sqlite3|redis-cli|curl|wget|ssh|scp|rsync|python3?|pip3?|poetry|uv|cargo|rustc|go|java|mvn|gradle|make|cmake|gcc|dotnet|php|composer|ruby|bundle|rails|brew|apt|apt-get|dnf|systemctl|journalctl|crontab|tar|grep|sed|awk|find|chmod|chown|export|sudo|supabase|vercel|aws|gcloud|az|ffmpeg|openssl|nginx";
/** A line that is typed into a shell, or a program's name with arguments after "run" and its like. */
const TYPED = new RegExp(
  `(?:^\\s*[$>%]\\s+(?=[a-z./])|\\b(?:run|ran|use|execute|type|call|command(?: is)?:?|with)\\s+(?=(?:${PROGRAMS})\\s)|^(?=(?:${PROGRAMS})\\s+[-\\w./]))(\\S.{0,200})`,
  "giu",
);
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'`)\]}，。、]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const PATH =
  /(?<![\w/.:])(?:~|\.{1,2})?\/[\w.-]+(?:\/[\w.-]+)+|(?<![\w/])[\w-]+(?:\/[\w.-]+)*\.(?:tsx?|jsx?|mjs|cjs|json|ya?ml|toml|sql|sh|py|rs|go|md|env|lock|conf|ini|csv|txt|pdf|xlsx?|docx?)(?![\w])/gu;
/** Where the words of a sentence take over from a command in it. */
const PROSE_AGAIN =
  /(?:[.,;:!?]+\s|[.!?;,]+$|\s(?:to|for|before|after|and|then|in order|when|so|because|on the|from the|every)\s).*$/iu;

/** Commands and code, web and mail addresses, files: what has to be kept to the letter. */
export function commandsIn(text: string, isCode: boolean): Mention[] {
  if (isCode) return wholeLine(text);
  const found: Mention[] = [];
  for (const match of freeMatches(text, CODE_SPAN, found)) push(found, match, match[2] ?? "");
  for (const match of freeMatches(text, TYPED, found)) {
    const typed = (match[1] ?? "").replace(PROSE_AGAIN, "");
    if (/\s/.test(typed.trim())) push(found, match, typed);
  }
  for (const match of freeMatches(text, ADDRESS, found)) {
    const address = match[0].replace(/[.,;:!?]+$/, "");
    const keys = [foldPhrase(address)];
    found.push({ kind: "name", keys, from: match.index, to: match.index + address.length });
  }
  for (const match of freeMatches(text, PATH, found)) push(found, match, match[0].replace(/[.]+$/, ""));
  return found;
}

function wholeLine(line: string): Mention[] {
  const typed = line.replace(/^\s*[$>%]\s+/, "");
  const command = codeKey(typed);
  // A comment or a line of output says nothing that has to be typed.
  if (command === "" || /^(?:#|\/\/)/.test(command)) return [];
  return [{ kind: "command", keys: [command], from: line.length - typed.length, to: line.length }];
}

function push(found: Mention[], match: RegExpExecArray, code: string): void {
  const key = codeKey(code);
  if (key === "" || /^\p{N}+$/u.test(key)) return;
  const from = match.index + Math.max(0, match[0].indexOf(code));
  found.push({ kind: "command", keys: [key], from, to: from + code.length });
}

/** Code as it is compared: to the letter, but for its spaces. */
export function codeKey(code: string): string {
  return code.trim().replaceAll(/\s+/g, " ");
}
