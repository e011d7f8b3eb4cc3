"use client";

import { useMemo, useState } from "react";
import type { MemoriesView } from "@/lib/client/hooks/use-memories";
import type { MemoryFilter } from "@/lib/domain/sync/memory-list";
import type { MemoryCounts } from "@/types/memory-api";
import { tokensInWords } from "@/components/context/token-figure";
import { sum } from "./memory-counts";
import { memoriesWords } from "./memory-words";

type LedeProps = { counts: MemoryCounts | null; view: MemoriesView; filter: MemoryFilter };

/** How much is remembered, and that not all of it is in a call. */
export function MemoriesLede({ counts, view, filter }: LedeProps) {
  const known = useTokens(view, isWhole(filter));
  const holds = sum(counts, (one) => one.holds);
  const figures =
    counts === null ? "" : ` ${memoriesWords(holds)}${known === null ? "" : `, ${tokensInWords(known)}`}.`;
  return (
    <p className="num mt-1.5 max-w-[64ch] text-lead leading-6 text-ink-2">
      What Throughline may recall in any conversation.{figures} A turn takes only what fits it, and its
      receipt names that.
    </p>
  );
}

/** Tokens of all that holds, once all of it has been read; the last known figure stays. */
function useTokens({ memories, loaded, more }: MemoriesView, whole: boolean): number | null {
  const all = useMemo(() => {
    if (!whole || !loaded || more) return null;
    return memories.reduce((tokens, memory) => tokens + (memory.validTo === null ? memory.tokens : 0), 0);
  }, [memories, loaded, more, whole]);
  const [last, setLast] = useState(all);
  if (all !== null && all !== last) setLast(all);
  return all ?? last;
}

function isWhole({ type, agentId, closedOnly, text }: MemoryFilter): boolean {
  return type === null && agentId === null && !closedOnly && text.trim() === "";
}
