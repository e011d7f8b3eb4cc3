import type { TranscriptEntry } from "@/lib/domain/sync/transcript";

const PAGE = 50;

type TranscriptPage = { key: string; entries: TranscriptEntry[] };

/** Entries in pages by seq, so that loading older ones leaves the pages that are there as they were. */
export function transcriptPages(entries: readonly TranscriptEntry[]): TranscriptPage[] {
  const pages: TranscriptPage[] = [];
  let current = 0;
  for (const entry of entries) {
    // What is not stored yet stands at the end, with the page before it.
    current = entry.seq === null ? current : Math.floor(entry.seq / PAGE);
    const key = `page-${current}`;
    const last = pages.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else pages.push({ key, entries: [entry] });
  }
  return pages;
}
