"use client";

import { useState } from "react";
import type { SummariesView, SummaryOutcome } from "@/lib/client/hooks/use-summaries";
import type { SummaryAnswer } from "@/types/api";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { notify } from "@/components/ui/notify";

export type SummaryTask = "compact" | "rebuild" | "use" | "line";
export type SummaryTrouble = { kind: "conflict" } | { kind: "failed"; message: string };

export type SummaryWork = {
  busy: SummaryTask | null;
  trouble: SummaryTrouble | null;
  /** All resolve to whether it is stored; a refusal is told as `trouble`. */
  compact: () => Promise<boolean>;
  rebuild: () => Promise<boolean>;
  /** null: none. */
  use: (version: number | null) => Promise<boolean>;
  /** Line absent: a new one. Text null: without the line. */
  setLine: (line: number | undefined, text: string | null) => Promise<boolean>;
};

/** Everything that changes a summary: one at a time, said when it is done, and each with its way back. */
export function useSummaryWork(view: SummariesView): SummaryWork {
  const [busy, setBusy] = useState<SummaryTask | null>(null);
  const [trouble, setTrouble] = useState<SummaryTrouble | null>(null);
  const active = view.data?.active ?? null;

  async function run(
    task: SummaryTask,
    work: () => Promise<SummaryOutcome>,
    said: (answer: SummaryAnswer) => string,
  ): Promise<boolean> {
    if (busy !== null) return false;
    setBusy(task);
    setTrouble(null);
    try {
      const outcome = await work();
      if (outcome.status === "conflict") setTrouble({ kind: "conflict" });
      else {
        const now = outcome.answer.summary?.version ?? null;
        tellWithUndo(view, now === active ? NOTHING : said(outcome.answer), active, now);
      }
      return outcome.status === "done";
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : "That did not work. Nothing was changed.";
      setTrouble({ kind: "failed", message });
      return false;
    } finally {
      setBusy(null);
    }
  }

  const setLine = (line: number | undefined, text: string | null) => {
    if (active === null) return Promise.resolve(false);
    const edit = line === undefined ? { version: active, text } : { version: active, line, text };
    return run(
      "line",
      () => view.edit(edit),
      (answer) => lineWords(line, text, answer),
    );
  };
  const use = (version: number | null) =>
    run(
      "use",
      () => view.use(version, active),
      () => usedWords(version),
    );
  return {
    busy,
    trouble,
    compact: () => run("compact", () => view.summarize(false), compactedWords),
    rebuild: () => run("rebuild", () => view.summarize(true), rebuiltWords),
    use,
    setLine,
  };
}

/** Said at the foot of the page; Undo makes the version before the one in use again. */
function tellWithUndo(view: SummariesView, text: string, before: number | null, now: number | null): void {
  if (now === before) {
    notify({ text });
    return;
  }
  const bringBack = async () => {
    try {
      const outcome = await view.use(before, now);
      if (outcome.status === "conflict") notify({ text: CONFLICT });
    } catch (thrown) {
      notify({ text: thrown instanceof Error ? thrown.message : "It could not be undone." });
    }
  };
  notify({ text, action: { label: "Undo", run: () => void bringBack() } });
}

const NOTHING = "There is nothing to summarise yet: the newest turns stay word for word.";

export const CONFLICT = "Changed on another device a moment ago. Showing the newer version.";

function usedWords(version: number | null): string {
  return version === null ? "No summary is in use now." : `Version ${version} is in use.`;
}

function compactedWords({ summary, tokensFreed }: SummaryAnswer): string {
  if (summary === null || tokensFreed <= 0) return "Summarised.";
  return `Summarised. ${tokensInWords(tokensFreed)} fewer in every turn.`;
}

function rebuiltWords({ summary }: SummaryAnswer): string {
  const now = summary ? ` Version ${summary.version} is in use, ${tokensInWords(summary.tokens)}.` : "";
  return `Made anew from the messages themselves.${now}`;
}

function lineWords(line: number | undefined, text: string | null, { summary }: SummaryAnswer): string {
  const now = summary === null ? "" : ` The summary takes ${tokenFigure(summary.tokens)} tokens now.`;
  if (text === null) return `Line taken out.${now}`;
  return `${line === undefined ? "Line added" : "Line changed"}. It stays in later versions.${now}`;
}
