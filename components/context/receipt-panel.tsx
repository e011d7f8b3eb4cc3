"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { useReceipt, type ReceiptView } from "@/lib/client/hooks/use-receipt";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ReceiptAnswer } from "@/types/api";
import type { Receipt } from "@/types/receipt";
import type { TurnId } from "@/types/ids";
import { fullMessageTime } from "@/lib/domain/dates/message-time";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { ReceiptActions } from "./receipt-actions";
import { ReceiptCall } from "./receipt-call";
import { ReceiptCompare } from "./receipt-compare";
import { ReceiptOut } from "./receipt-out";
import { ReceiptSlip } from "./receipt-slip";
import { ContextBar } from "./context-bar";
import { SidePanel } from "./side-panel";

export type ReceiptPanelProps = {
  turnId: TurnId;
  agentName: string;
  /** The next call, to compare with. */
  meter: Meter | null;
  onReadSummary: () => void;
  onClose: () => void;
};

/** What one reply's call held: written when it was sent, and never changed since. */
export default function ReceiptPanel({ turnId, onClose, ...rest }: ReceiptPanelProps) {
  const view = useReceipt(turnId);
  return (
    <SidePanel label="Receipt" onClose={onClose}>
      <div className="flex h-[52px] shrink-0 items-center justify-between border-b border-line pr-2.5 pl-[18px] max-sm:h-14 max-sm:pr-2">
        <h2 className="text-base leading-5 font-semibold">Receipt</h2>
        <IconButton icon={X} label="Close receipt" onClick={onClose} />
      </div>
      <div
        role="region"
        aria-label="Receipt details"
        tabIndex={0}
        className="scroll-thin min-h-0 flex-1 overflow-y-auto px-[18px] pt-4 pb-6 focus-visible:-outline-offset-2"
      >
        <Body view={view} {...rest} />
      </div>
    </SidePanel>
  );
}

type BodyProps = { view: ReceiptView } & Omit<ReceiptPanelProps, "turnId" | "onClose">;

function Body({ view: { answer, failure, reload }, ...rest }: BodyProps) {
  if (failure) {
    return (
      <Note tone="danger" role="alert">
        <p className="mb-2">{failure.message}</p>
        <Button size="sm" onClick={reload}>
          Read again
        </Button>
      </Note>
    );
  }
  if (!answer) {
    return (
      <div role="status" aria-label="Reading the receipt">
        <Skeleton width="48%" />
        <Skeleton width="100%" />
        <Skeleton width="100%" />
        <Skeleton width="100%" />
        <Skeleton width="72%" />
      </div>
    );
  }
  if (!answer.receipt) return <Note>No receipt: the call failed before sending.</Note>;
  return <Details answer={answer} receipt={answer.receipt} {...rest} />;
}

type DetailsProps = { answer: ReceiptAnswer; receipt: Receipt } & Omit<BodyProps, "view">;

function Details({ answer, receipt, agentName, meter, onReadSummary }: DetailsProps) {
  const [comparing, setComparing] = useState(false);
  const { budget, replyReserve, thinkingAllowance } = receipt.settings;
  const reserve = replyReserve + thinkingAllowance;
  return (
    <>
      <p className="num text-sm leading-[18px] text-ink-3">
        Reply {answer.reply.seq} · {fullMessageTime(answer.reply.createdAt)}
      </p>
      <div className="mt-2.5 mb-3">
        <ContextBar
          {...{ budget, reserve, draft: 0, overBy: 0, written: 0, segments: receipt.lines, height: 14 }}
          free={Math.max(0, budget - receipt.total - reserve)}
        />
      </div>
      {comparing && meter ? (
        <ReceiptCompare receipt={receipt} meter={meter} />
      ) : (
        <ReceiptSlip answer={answer} receipt={receipt} onReadSummary={onReadSummary} />
      )}
      <ReceiptActions
        answer={answer}
        comparing={comparing}
        onCompare={meter ? () => setComparing(!comparing) : null}
      />
      <ReceiptCall answer={answer} receipt={receipt} agentName={agentName} />
      <ReceiptOut answer={answer} receipt={receipt} />
    </>
  );
}
