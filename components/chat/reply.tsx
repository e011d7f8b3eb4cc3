"use client";

import { memo } from "react";
import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { Fold } from "./fold";
import { Markdown } from "./markdown/markdown";
import { MessageFrame } from "./message-frame";
import { MessageTime } from "./message-time";
import { ReplyFoot } from "./reply-foot";
import { ReplyNotice, type ReplyActions } from "./reply-notice";
import { thoughtTitle } from "./reply-words";
import type { SpineState } from "./spine";

type LiveText = { text: string; thinking: string; tokens: number; thinkingTokens: number };

type ReplyProps = {
  entry: ReplyEntry;
  agentName: string;
  leftOut: boolean;
  position?: { index: number; size: number } | null;
  actions: ReplyActions;
};

/** A reply that has ended, well or not. */
export const Reply = memo(function Reply({ entry, agentName, leftOut, position, actions }: ReplyProps) {
  const { thinking } = entry;
  return (
    <MessageFrame
      label="Assistant said"
      name={agentName}
      facts={<MessageTime iso={entry.createdAt} />}
      state={stateWords(entry, leftOut)}
      spine={spineOf(entry, leftOut)}
      position={position ?? null}
    >
      {thinking && (
        <Fold
          name={thoughtTitle(thinking.ms)}
          facts={`${tokensInWords(thinking.tokenCount)}, not sent again`}
        >
          {thinking.text}
        </Fold>
      )}
      {entry.content !== "" && (
        <div className={leftOut ? "text-ink-2" : undefined}>
          <Markdown text={entry.content} />
        </div>
      )}
      <ReplyNotice entry={entry} actions={actions} />
      {entry.content !== "" && <ReplyFoot entry={entry} actions={actions} retry={!endedBadly(entry)} />}
    </MessageFrame>
  );
});

/** Its notice says why, and offers the way on. */
function endedBadly({ status, kept }: ReplyEntry): boolean {
  return status === "failed" || (status === "interrupted" && !kept);
}

function spineOf(entry: ReplyEntry, leftOut: boolean): SpineState {
  if (leftOut || entry.content === "") return "out";
  return endedBadly(entry) ? "out" : "word";
}

function stateWords(entry: ReplyEntry, leftOut: boolean) {
  if (leftOut) return <span className="text-seg-free-ink">Left out</span>;
  if (entry.status === "stopped") return "Stopped";
  if (entry.status === "interrupted" && entry.kept) return "Interrupted, kept";
  return null;
}

type WritingReplyProps = {
  entry: ReplyEntry;
  agentName: string;
  live: LiveText;
  /** Tokens kept for it; null while they are not known. */
  reserve: number | null;
  position?: { index: number; size: number } | null;
};

/** The reply that is being written. */
export function WritingReply({ entry, agentName, live, reserve, position }: WritingReplyProps) {
  const written = live.tokens + live.thinkingTokens;
  const of = reserve === null ? "" : ` of ${tokenFigure(reserve)}`;
  return (
    <MessageFrame
      label="Assistant said"
      name={agentName}
      facts={<MessageTime iso={entry.createdAt} />}
      state={<span className="num">{`Writing · ${tokenFigure(written)}${of}`}</span>}
      spine="writing"
      position={position ?? null}
    >
      {live.thinking !== "" && (
        <Fold
          name={live.text === "" ? "Thinking" : thoughtTitle(entry.thinking?.ms ?? null)}
          facts={tokensInWords(live.thinkingTokens)}
        >
          {live.thinking}
        </Fold>
      )}
      <div className="writing">
        {live.text !== "" && <Markdown text={live.text} streaming />}
        {live.text === "" && <span className="caret" />}
      </div>
    </MessageFrame>
  );
}
