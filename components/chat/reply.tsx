"use client";

import { memo } from "react";
import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { Compacting } from "./compacting";
import { Fold } from "./fold";
import { Markdown } from "./markdown/markdown";
import { MessageFrame } from "./message-frame";
import { MessageTime } from "./message-time";
import { ReplyFoot } from "./reply-foot";
import { ReplyNotice, type ReplyActions } from "./reply-notice";
import { thoughtTitle } from "./reply-words";
import type { MemoryState } from "@/lib/domain/meter/memory-horizon";
import { ReceiptChip } from "@/components/context/receipt-chip";
import { MemoryWords } from "./memory-words";
import type { MemoryView } from "./memory-view";
import type { MemoryActions } from "./message-actions";
import type { SpineState } from "./spine";

type LiveText = { text: string; thinking: string; tokens: number; thinkingTokens: number };

type ReplyProps = MemoryView & {
  entry: ReplyEntry;
  agentName: string;
  /** Its receipt is open beside the transcript. */
  receiptOpen: boolean;
  position?: { index: number; size: number } | null;
  actions: ReplyActions;
  memoryActions: MemoryActions;
};

/** A reply that has ended, well or not. */
export const Reply = memo(function Reply(props: ReplyProps) {
  const { entry, agentName, memory, faded, position, actions, memoryActions, receiptOpen } = props;
  const { thinking } = entry;
  const shared = { entry, actions, memory: memoryActions, receiptOpen };
  return (
    <MessageFrame
      seq={entry.seq}
      label="Assistant said"
      name={agentName}
      facts={<MessageTime iso={entry.createdAt} />}
      state={stateWords(entry, memory)}
      spine={spineOf(entry, memory)}
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
        <div className={faded ? "text-ink-2" : undefined}>
          <Markdown text={entry.content} />
        </div>
      )}
      <ReplyNotice entry={entry} actions={actions} />
      {entry.content !== "" ? (
        <ReplyFoot {...shared} retry={!endedBadly(entry)} />
      ) : (
        <FailedFoot entry={entry} memory={memoryActions} receiptOpen={receiptOpen} />
      )}
    </MessageFrame>
  );
});

type FailedFootProps = { entry: ReplyEntry; memory: MemoryActions; receiptOpen: boolean };

/** Under a reply without a word: what was sent for it, if anything was. */
function FailedFoot({ entry, memory, receiptOpen }: FailedFootProps) {
  const { receipt } = entry;
  if (!receipt) {
    if (entry.status !== "failed") return null;
    return <p className="mt-2 text-meta text-ink-3">No receipt: the call failed before sending.</p>;
  }
  return (
    <div className="mt-2">
      <ReceiptChip glance={receipt} expanded={receiptOpen} onOpen={() => memory.receipt(entry)} />
    </div>
  );
}

/** Its notice says why, and offers the way on. */
function endedBadly({ status, kept }: ReplyEntry): boolean {
  return status === "failed" || (status === "interrupted" && !kept);
}

/** A reply that failed or is empty takes no part in calls, whatever the marks say. */
function spineOf(entry: ReplyEntry, memory: MemoryState): SpineState {
  return entry.content === "" || endedBadly(entry) ? "out" : memory;
}

function stateWords(entry: ReplyEntry, memory: MemoryState) {
  if (memory !== "word" && entry.content !== "") {
    return <MemoryWords state={memory} tokens={entry.tokenCount} />;
  }
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
  /** So many older messages are summarised before it can begin; null: none. */
  compacting: number | null;
  position?: { index: number; size: number } | null;
};

/** The reply that is being written. */
export function WritingReply({ entry, agentName, live, reserve, compacting, position }: WritingReplyProps) {
  const written = live.tokens + live.thinkingTokens;
  const of = reserve === null ? "" : ` of ${tokenFigure(reserve)}`;
  return (
    <MessageFrame
      seq={entry.seq}
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
        {live.text === "" &&
          (compacting === null ? <span className="caret" /> : <Compacting messages={compacting} />)}
      </div>
    </MessageFrame>
  );
}
