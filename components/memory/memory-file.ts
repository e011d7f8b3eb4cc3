import type { MemoryFile } from "@/lib/client/memory-api";
import { MOST_CHARACTERS } from "./memory-fields";

/** What a chosen file brings, or why it is not one of ours. */
export type ReadFile = { file: MemoryFile; contents: string[] } | { problem: string };

/** What is sent at once: under 1,000 entries, and under 1 MiB whatever the script, as the server takes it. */
const PORTION = { entries: 500, characters: 300_000 };
/** As many as a user may have. */
const MOST_ENTRIES = 10_000;
const NOT_OURS = "This is not a file of memories exported here. Nothing was read from it.";

/** Reads an exported file. The server checks it entry by entry once more. */
export function readMemoryFile(text: string): ReadFile {
  const value = parsed(text);
  const entries = isRecord(value) && isOurs(value) ? value["memories"] : null;
  if (!Array.isArray(entries)) return { problem: NOT_OURS };
  if (entries.length > MOST_ENTRIES) {
    const many = entries.length.toLocaleString("en");
    return { problem: `It holds ${many} memories; nobody can have more than 10,000.` };
  }
  const contents: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const content = contentOf(entry);
    if (content === null) {
      return { problem: `Entry ${index + 1} of the file cannot be read. Nothing was imported.` };
    }
    contents.push(content);
  }
  return { file: value as MemoryFile, contents };
}

/** The file in parts that can be sent one after the other, with how many entries come before each. */
export function portionsOf({ memories, ...file }: MemoryFile): { before: number; file: MemoryFile }[] {
  const portions: { before: number; file: MemoryFile }[] = [];
  let part: MemoryFile["memories"] = [];
  let characters = 0;
  const end = (before: number) => {
    if (part.length > 0) portions.push({ before: before - part.length, file: { ...file, memories: part } });
    part = [];
    characters = 0;
  };
  for (const [index, entry] of memories.entries()) {
    const own = JSON.stringify(entry).length;
    if (part.length === PORTION.entries || characters + own > PORTION.characters) end(index);
    part.push(entry);
    characters += own;
  }
  end(memories.length);
  return portions;
}

function isOurs(value: Record<string, unknown>): boolean {
  return value["format"] === "throughline.memories" && value["version"] === 1;
}

function contentOf(entry: unknown): string | null {
  const content = isRecord(entry) ? entry["content"] : null;
  if (typeof content !== "string" || content.trim() === "") return null;
  return Array.from(content).length > MOST_CHARACTERS ? null : content;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
