"use client";

import { Shrink } from "lucide-react";
import { useState } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useHeld } from "@/lib/client/hooks/use-held";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { notify } from "@/components/ui/notify";
import { tokenFigure } from "./token-figure";

type Progress = { state: "idle" | "running" } | { state: "done" | "failed"; words: string };

/** Summarises what is older now instead of when it is due. */
export function CompactNow({ chat, meter: { meter } }: { chat: ConversationKey; meter: MeterState }) {
  const { api, list } = useWorkspace();
  const held = useHeld(chat);
  const [progress, setProgress] = useState<Progress>({ state: "idle" });
  if (chat === "new") return null;
  const before = meter?.summary?.version ?? null;
  const refresh = async () => {
    held.meter.ask();
    await list.read(chat);
  };
  const undo = async (expected: number) => {
    try {
      await api.activateSummary(chat, before, expected);
      await refresh();
    } catch (thrown) {
      notify({ text: `Not undone. ${messageOf(thrown)}` });
    }
  };
  const run = async () => {
    setProgress({ state: "running" });
    try {
      const { summary, tokensFreed } = await api.summarize(chat, false);
      if (!summary || summary.version === before) {
        setProgress({ state: "done", words: "There is nothing older to summarise." });
        return;
      }
      const words = `${tokenFigure(summary.tokens)}-token summary, ${tokenFigure(tokensFreed)} tokens freed.`;
      setProgress({ state: "done", words });
      notify({ text: words, action: { label: "Undo", run: () => void undo(summary.version) } });
      await refresh();
    } catch (thrown) {
      setProgress({ state: "failed", words: messageOf(thrown) });
    }
  };
  const running = progress.state === "running";
  return (
    <div className="mt-[22px] border-t border-line pt-3.5">
      <Button busy={running} disabled={running} onClick={() => void run()}>
        <Icon of={Shrink} size={14} />
        Compact now
      </Button>
      <p role="status" className="mt-2 text-meta text-ink-3">
        {progressWords(progress)}
      </p>
    </div>
  );
}

function progressWords(progress: Progress): string {
  switch (progress.state) {
    case "idle":
      return "Summarises older messages now. Nothing is deleted; it can be undone.";
    case "running":
      return "Summarising older messages";
    case "done":
    case "failed":
      return progress.words;
    default:
      return progress satisfies never;
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : "Nothing was changed.";
}
