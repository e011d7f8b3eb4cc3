"use client";

import { ArrowDown } from "lucide-react";
import { startTransition, useEffect, useState, type ReactNode, type RefObject } from "react";
import type { TranscriptEntry } from "@/lib/domain/sync/transcript";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { EarlierMessages, type Earlier } from "./earlier-messages";
import { TranscriptPageBox } from "./transcript-page";
import { transcriptPages } from "./transcript-pages";
import { useStickToBottom } from "./use-stick-to-bottom";
import { VirtualRows } from "./virtual-rows";

/** The way on from messages that are shown apart from the newest ones. */
export type Later = { load: () => void; toLatest: () => void };

export type Position = { index: number; size: number };

type TranscriptProps = {
  /** Names the conversation: another one starts at its end. */
  subject: string;
  entries: readonly TranscriptEntry[];
  earlier: Earlier | null;
  /** Set where newer messages follow below the last entry. */
  later?: Later | null;
  renderEntry: (entry: TranscriptEntry, position: Position | null) => ReactNode;
  /** Stands in place of messages: the welcome, a skeleton, "not found". */
  instead?: ReactNode;
  /** Below the last message. */
  after?: ReactNode;
};

/** Up to this many messages all stand in the page; more are virtualised. */
export const MOST_IN_PAGE = 500;
/** What is drawn first when a conversation is opened, in characters and in messages: about what a screen shows. */
const END = { characters: 3_000, least: 4, most: 12 };
/** More messages are fetched when the reader comes this close to the top or to what is loaded below, in pixels. */
const FETCH_AHEAD = 800;

/** The conversation. It scrolls; header, meter and composer do not. */
export function Transcript(props: TranscriptProps) {
  const { subject, entries, earlier, later = null, renderEntry, instead, after } = props;
  const whole = useEndFirst(subject, entries.length > 0);
  const rows = whole ? entries : entries.slice(endOf(entries));
  const sticking = useStickToBottom(subject, rows[0]?.key ?? null, later === null, ownKeyOf(entries));
  const { box, content, atBottom, jump, onScroll } = sticking;

  const scrolled = () => {
    onScroll();
    if (!whole || !box.current) return;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    if (earlier && !earlier.loading && !earlier.failed && scrollTop < FETCH_AHEAD) earlier.load();
    if (later && scrollHeight - scrollTop - clientHeight < FETCH_AHEAD) later.load();
  };
  const toEnd = () => {
    later?.toLatest();
    jump();
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={box}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        tabIndex={0}
        onScroll={scrolled}
        className="scroll-thin flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div
          ref={content}
          className="mx-auto w-full max-w-measure shrink-0 px-7 pt-7 pb-8 max-sm:px-4 max-sm:pt-[18px] max-sm:pb-5 [&:has(>.instead)]:my-auto"
        >
          <h2 className="sr-only">Messages</h2>
          {instead}
          {whole && earlier && <EarlierMessages {...earlier} />}
          <Rows entries={rows} renderEntry={renderEntry} box={box} />
          {after}
        </div>
      </div>
      {(later !== null || !atBottom) && entries.length > 0 && (
        <Button
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full px-3.5 shadow-2"
        >
          <Icon of={ArrowDown} size={14} />
          Jump to latest
        </Button>
      )}
    </div>
  );
}

/** False while only the end of a conversation is to be drawn: the rest follows once that has been painted. */
function useEndFirst(subject: string, loaded: boolean): boolean {
  const [wholeOf, setWholeOf] = useState<string | null>(null);
  const whole = wholeOf === subject;
  useEffect(() => {
    if (whole || !loaded) return;
    let later: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      later = setTimeout(() => startTransition(() => setWholeOf(subject)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(later);
    };
  }, [whole, loaded, subject]);
  return whole;
}

/** Where the last few messages begin. */
function endOf(entries: readonly TranscriptEntry[]): number {
  let first = Math.max(0, entries.length - END.least);
  const most = Math.max(0, entries.length - END.most);
  let characters = 0;
  while (first > most && characters < END.characters) {
    first -= 1;
    characters += entries[first]?.content.length ?? 0;
  }
  return first;
}

/** The message that this device is sending. */
function ownKeyOf(entries: readonly TranscriptEntry[]): string | null {
  const own = entries.findLast((entry) => entry.role === "user" && entry.send !== null);
  return own?.key ?? null;
}

type RowsProps = Pick<TranscriptProps, "entries" | "renderEntry"> & {
  box: RefObject<HTMLDivElement | null>;
};

function Rows({ entries, renderEntry, box }: RowsProps) {
  if (entries.length > MOST_IN_PAGE)
    return <VirtualRows entries={entries} renderEntry={renderEntry} box={box} />;
  const pages = transcriptPages(entries);
  return pages.map((page, index) => (
    <TranscriptPageBox key={page.key} skippable={index < pages.length - 1}>
      {page.entries.map((entry) => (
        <div key={entry.key}>{renderEntry(entry, null)}</div>
      ))}
    </TranscriptPageBox>
  ));
}
