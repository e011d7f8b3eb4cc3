"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import type { ReactNode, RefObject } from "react";
import type { TranscriptEntry } from "@/lib/domain/sync/transcript";

type VirtualRowsProps = {
  entries: readonly TranscriptEntry[];
  renderEntry: (entry: TranscriptEntry, position: { index: number; size: number }) => ReactNode;
  box: RefObject<HTMLDivElement | null>;
};

/** Middle of the heights of a question and a reply, in pixels; the real ones are measured. */
const GUESS = 180;

/** Only the messages near the view, each telling its place among all. */
export function VirtualRows({ entries, renderEntry, box }: VirtualRowsProps) {
  // The compiler leaves this component alone, as the library needs: its answers change between drawings.
  // eslint-disable-next-line react-hooks/incompatible-library -- see above
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => GUESS,
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 8,
    // A first view of a long conversation is its end.
    initialOffset: () => entries.length * GUESS,
  });
  const size = entries.length;
  return (
    <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const entry = entries[item.index];
        if (!entry) return null;
        return (
          <div
            key={item.key}
            data-index={item.index}
            ref={virtualizer.measureElement}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {renderEntry(entry, { index: item.index + 1, size })}
          </div>
        );
      })}
    </div>
  );
}
