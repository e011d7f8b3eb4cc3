"use client";

import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { clock, wordCount } from "./reply-words";
import { useCountdown } from "./use-countdown";

export type ReplyActions = { retry: (entry: ReplyEntry) => void; keep: (entry: ReplyEntry) => void };
type NoticeProps = { entry: ReplyEntry; actions: ReplyActions };

/** What went wrong with a reply and what can be done; nothing for one that ended well or was kept. */
export function ReplyNotice({ entry, actions }: NoticeProps) {
  if (entry.status === "failed") {
    return entry.error?.retryAfterMs ? (
      <Limited entry={entry} actions={actions} />
    ) : (
      <Stopped entry={entry} actions={actions} words={entry.error?.message ?? "No answer came back."} />
    );
  }
  if (entry.status === "interrupted" && !entry.kept) {
    return <Stopped entry={entry} actions={actions} words={interruptedWords(entry)} />;
  }
  if (entry.status === "complete" && entry.content === "") {
    return <Stopped entry={entry} actions={actions} words={emptyWords(entry)} />;
  }
  return null;
}

function interruptedWords(entry: ReplyEntry): string {
  const words = wordCount(entry.content);
  if (words === 0) return "The reply stopped before its first word.";
  return `The reply stopped after ${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}.`;
}

function emptyWords(entry: ReplyEntry): string {
  return entry.finishReason === "length"
    ? "No answer came back: the reply reserve was used up by thinking. A larger reserve leaves room for both."
    : "No answer came back.";
}

/** The red note; only the newest reply is said aloud, not every old failure that is read back. */
function Stopped({ entry, actions, words }: NoticeProps & { words: string }) {
  const canKeep = entry.status === "interrupted" && entry.content !== "";
  return (
    <div
      role={entry.newest ? "alert" : undefined}
      className="mt-2.5 rounded-r-md border-l-3 border-danger bg-danger-soft px-3 py-2.5 text-[0.84375rem] leading-5"
    >
      {words}
      {entry.newest && (
        <NoticeActions>
          <Button size="sm" onClick={() => actions.retry(entry)}>
            <Icon of={RotateCcw} size={14} />
            Retry
          </Button>
          {canKeep && (
            <Button size="sm" look="ghost" onClick={() => actions.keep(entry)}>
              Keep as it is
            </Button>
          )}
        </NoticeActions>
      )}
    </div>
  );
}

/** A limit with a wait: it counts down and never retries by itself. */
function Limited({ entry, actions }: NoticeProps) {
  const until = Date.parse(entry.createdAt) + (entry.error?.retryAfterMs ?? 0);
  const left = useCountdown(entry.newest ? until : null);
  return (
    <>
      <Note tone="warning" {...(entry.newest ? { role: "status" as const } : {})}>
        <b className="font-medium">{entry.error?.message}</b>
        <br />
        {left > 0 && (
          <span className="num" aria-live="off">
            Next try in {clock(left)}.{" "}
          </span>
        )}
        Your message is saved.
      </Note>
      {entry.newest && (
        <NoticeActions>
          <Button size="sm" onClick={() => actions.retry(entry)}>
            <Icon of={RotateCcw} size={14} />
            {left > 0 ? "Try now" : "Retry"}
          </Button>
        </NoticeActions>
      )}
    </>
  );
}

function NoticeActions({ children }: { children: ReactNode }) {
  return <div className="mt-2 flex flex-wrap gap-1.5">{children}</div>;
}
