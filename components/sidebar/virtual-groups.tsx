"use client";

import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useMemo, useSyncExternalStore, type ReactNode, type RefObject } from "react";
import type { DateGroup } from "@/lib/domain/dates/date-group";
import type { Conversation } from "@/types/chat";

type Groups = readonly DateGroup<Conversation>[];

type VirtualGroupsProps = {
  groups: Groups;
  box: RefObject<HTMLElement | null>;
  renderRow: (conversation: Conversation) => ReactNode;
};

type Line = { label: string; conversation: Conversation | null };

const HEADING_PX = 36;
/** Rows are taller where they are touched (Tailwind's max-sm). */
const TOUCHED = "(max-width: 39.99rem)";
const ROW_PX = 32;
const TOUCHED_ROW_PX = 44;

/** A list too long to stand in the page as a whole: only what is near the view is drawn. */
export function VirtualGroups({ groups, box, renderRow }: VirtualGroupsProps) {
  const rowPx = useRowHeight();
  const lines = useMemo(() => linesOf(groups), [groups]);
  // The compiler leaves this component alone, as the library needs: its answers change between drawings.
  // eslint-disable-next-line react-hooks/incompatible-library -- see above
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.conversation ? rowPx : HEADING_PX),
    getItemKey: (index) => lines[index]?.conversation?.id ?? `heading-${lines[index]?.label}`,
    overscan: 16,
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown.find((item) => item.end > (virtualizer.scrollOffset ?? 0));
  return (
    <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
      <p aria-hidden className={`sticky top-0 z-1 -mb-9 ${HEADING}`}>
        {first && lines[first.index]?.label}
      </p>
      {runsOf(shown, lines).map(({ start, label, conversations }) =>
        conversations.length === 0 ? (
          <h2 key={`heading-${label}`} className={`absolute inset-x-0 ${HEADING}`} style={{ top: start }}>
            {label}
          </h2>
        ) : (
          <ul key={`rows-${label}`} className="absolute inset-x-0" style={{ top: start }}>
            {conversations.map(renderRow)}
          </ul>
        ),
      )}
    </div>
  );
}

const HEADING = "h-9 bg-panel px-2.5 pt-3.5 text-xs font-medium text-ink-3";

function linesOf(groups: Groups): Line[] {
  const lines: Line[] = [];
  for (const { label, items } of groups) {
    lines.push({ label, conversation: null });
    for (const conversation of items) lines.push({ label, conversation });
  }
  return lines;
}

type Run = { start: number; label: string; conversations: Conversation[] };

/** What is drawn, with rows that follow each other as one list. */
function runsOf(shown: readonly VirtualItem[], lines: readonly Line[]): Run[] {
  const runs: Run[] = [];
  for (const { index, start } of shown) {
    const line = lines[index];
    if (!line) continue;
    const { label, conversation } = line;
    const last = runs.at(-1);
    if (conversation && last?.label === label && last.conversations.length > 0)
      last.conversations.push(conversation);
    else runs.push({ start, label, conversations: conversation ? [conversation] : [] });
  }
  return runs;
}

function useRowHeight(): number {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(TOUCHED);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => (window.matchMedia(TOUCHED).matches ? TOUCHED_ROW_PX : ROW_PX),
    () => ROW_PX,
  );
}
