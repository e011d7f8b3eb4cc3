"use client";

import { useState } from "react";
import type { SummaryLine } from "@/types/summary";
import type { SummaryWork } from "./use-summary-work";

/** A line that is being written: which one, as it stood, and what it says by now. */
type Draft = { of: SummaryLine | null; text: string };

type LineDraft = {
  /** The line that is a field now; -1: none, or a new one. */
  edited: number;
  /** A new line is being written. */
  adding: boolean;
  text: string;
  begin: (line: SummaryLine | null) => void;
  type: (text: string) => void;
  /** These end with the focus on `data-edit` of a line, or on `data-add`. */
  save: () => Promise<void>;
  leave: () => void;
  takeOut: (index: number) => Promise<void>;
};

/** Writing one line at a time. What was typed survives a newer version: for a line that is gone it becomes a new one. */
export function useLineDraft(lines: readonly SummaryLine[], work: SummaryWork, listId: string): LineDraft {
  const [draft, setDraft] = useState<Draft | null>(null);
  const edited = draft?.of ? placeOf(draft.of, lines) : -1;
  const back = edited === -1 ? lines.length : edited;

  async function save(): Promise<void> {
    if (!draft) return;
    if (!(await work.setLine(edited === -1 ? undefined : edited, draft.text.trim()))) return;
    setDraft(null);
    focusLine(listId, back);
  }
  async function takeOut(index: number): Promise<void> {
    if (await work.setLine(index, null)) focusLine(listId, Math.min(index, lines.length - 2));
  }
  function leave(): void {
    setDraft(null);
    focusLine(listId, back);
  }
  return {
    edited,
    adding: draft !== null && edited === -1,
    text: draft?.text ?? "",
    begin: (line) => setDraft({ of: line, text: line?.text ?? "" }),
    type: (text) => draft && setDraft({ ...draft, text }),
    save,
    leave,
    takeOut,
  };
}

function focusLine(listId: string, index: number): void {
  requestAnimationFrame(() => {
    const list = document.getElementById(listId);
    const lines = list?.querySelectorAll<HTMLElement>("[data-edit]");
    (lines?.[index] ?? list?.querySelector<HTMLElement>("[data-add]"))?.focus();
  });
}

function placeOf(line: SummaryLine, lines: readonly SummaryLine[]): number {
  const same = lines.indexOf(line);
  if (same !== -1) return same;
  return lines.findIndex(({ text, from, to }) => text === line.text && from === line.from && to === line.to);
}
