"use client";

import { useState } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useHeld } from "@/lib/client/hooks/use-held";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import { notify } from "@/components/ui/notify";
import { tokenFigure } from "./token-figure";

export type Compaction = {
  running: boolean;
  /** How it goes, or how it went; null before the first. */
  progress: string | null;
  /** Summarises older messages. */
  run: () => void;
  /** Makes the version in use anew, within what the budget of now allows it. */
  rebuild: () => void;
};

/** Summarises what is older now instead of when it is due; says what came of it, with a way back. */
export function useCompaction(chat: ConversationKey, { meter }: Pick<MeterState, "meter">): Compaction {
  const { api, list } = useWorkspace();
  const held = useHeld(chat);
  const [running, setRunning] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  const before = meter?.summary?.version ?? null;
  const refresh = async () => {
    held.meter.ask();
    if (chat !== "new") await list.read(chat);
  };
  const undo = async (expected: number) => {
    if (chat === "new") return;
    try {
      await api.activateSummary(chat, before, expected);
      await refresh();
    } catch (thrown) {
      notify({ text: `Not undone. ${messageOf(thrown)}` });
    }
  };
  const work = async (rebuild: boolean) => {
    if (chat === "new") return;
    setRunning(true);
    setProgress("Summarising older messages");
    try {
      const { summary, tokensFreed } = await api.summarize(chat, rebuild);
      if (!summary || summary.version === before) {
        setProgress("There is nothing older to summarise.");
        return;
      }
      const words = `${tokenFigure(summary.tokens)}-token summary, ${tokenFigure(tokensFreed)} tokens freed.`;
      setProgress(words);
      notify({ text: words, action: { label: "Undo", run: () => void undo(summary.version) } });
      await refresh();
    } catch (thrown) {
      setProgress(messageOf(thrown));
    } finally {
      setRunning(false);
    }
  };
  return { running, progress, run: () => void work(false), rebuild: () => void work(true) };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : "Nothing was changed.";
}
