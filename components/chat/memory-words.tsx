import { History, Pin, Shrink, VolumeX, type LucideIcon } from "lucide-react";
import type { MemoryState } from "@/lib/domain/meter/memory-horizon";
import { tokenFigure } from "@/components/context/token-figure";
import { Icon } from "@/components/ui/icon";

type MemoryWordsProps = { state: MemoryState; tokens: number | null };

type Look = { ink: string; icon: LucideIcon | null };

const LOOKS: Record<Exclude<MemoryState, "word">, Look> = {
  pinned: { ink: "text-seg-pinned-ink", icon: Pin },
  muted: { ink: "text-seg-free-ink", icon: VolumeX },
  compressed: { ink: "text-seg-recent-ink", icon: Shrink },
  leaving: { ink: "text-seg-recent-ink", icon: History },
  summary: { ink: "text-seg-summary-ink", icon: null },
  out: { ink: "text-seg-free-ink", icon: null },
};

/** How the next call sees a message, in words; nothing for word for word, which is the normal case. */
export function MemoryWords({ state, tokens }: MemoryWordsProps) {
  if (state === "word") return null;
  const { ink, icon } = LOOKS[state];
  return (
    <span className={`num inline-flex items-center gap-1.5 whitespace-nowrap ${ink}`}>
      {icon && <Icon of={icon} size={13} />}
      {wordsOf(state, tokens)}
    </span>
  );
}

function wordsOf(state: Exclude<MemoryState, "word">, tokens: number | null): string {
  const figure = tokens === null ? null : tokenFigure(tokens);
  switch (state) {
    case "pinned":
      return figure === null ? "Pinned" : `Pinned · ${figure} every turn`;
    case "muted":
      return figure === null ? "Muted" : `Muted · ${figure} left out`;
    case "compressed":
      return "Compressed";
    case "leaving":
      return "Leaves next";
    case "summary":
      return "In the summary";
    case "out":
      return "Left out";
    default:
      return state satisfies never;
  }
}
