"use client";

import type { ReceiptGlance } from "@/types/receipt";
import { glanceParts } from "./receipt-words";
import { SEGMENT_FILLS } from "./segment-names";

type ReceiptChipProps = { glance: ReceiptGlance; expanded: boolean; onOpen: () => void };

/** What the reply's call held, at a glance; opens the whole receipt. */
export function ReceiptChip({ glance, expanded, onOpen }: ReceiptChipProps) {
  const parts = glanceParts(glance);
  return (
    <button
      type="button"
      aria-label={`Receipt: ${parts.join(", ")}`}
      aria-expanded={expanded}
      onClick={onOpen}
      className="eased num -ml-2 inline-flex min-h-7 items-center gap-2 rounded-[7px] pr-[9px] pl-2 text-left text-meta text-ink-2 hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink max-sm:min-h-9"
    >
      <span
        aria-hidden
        className="bar flat w-11! shrink-0 [--tl-bar-gap:1px] [--tl-bar-height:8px] max-sm:w-[30px]!"
      >
        {glance.segments.map(({ kind, tokens }) => (
          <span key={kind} className={`piece ${SEGMENT_FILLS[kind]}`} style={{ flexGrow: tokens }} />
        ))}
      </span>
      {parts.join(" · ")}
    </button>
  );
}
