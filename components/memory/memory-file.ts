import type { MemoryFile } from "@/lib/client/memory-api";
import { MOST_CHARACTERS } from "./memory-fields";

/** What a chosen file brings, or why it is not one of ours. */
export type ReadFile = { file: MemoryFile; contents: string[] } | { problem: string };

/** As in types/memory-api.ts, whose schemas the browser does not load. */
const MOST_AT_ONCE = 1_000;
const NOT_OURS = "This is not a file of memories exported here. Nothing was read from it.";

/** Reads an exported file. The server checks it entry by entry once more. */
export function readMemoryFile(text: string): ReadFile {
  const value = parsed(text);
  const entries = isRecord(value) && isOurs(value) ? value["memories"] : null;
  if (!Array.isArray(entries)) return { problem: NOT_OURS };
  if (entries.length > MOST_AT_ONCE) {
    return {
      problem: `It holds ${entries.length.toLocaleString("en")} memories; 1,000 can be imported at once.`,
    };
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
