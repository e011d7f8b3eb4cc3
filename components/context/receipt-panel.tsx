"use client";

import { useState } from "react";
import { useReceipt, type ReceiptView } from "@/lib/client/hooks/use-receipt";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ReceiptAnswer } from "@/types/api";
import type { Receipt } from "@/types/receipt";
import type { TurnId } from "@/types/ids";
import { fullMessageTime } from "@/lib/domain/dates/message-time";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { ReceiptActions } from "./receipt-actions";
import { ReceiptCall } from "./receipt-call";
import { ReceiptCompare } from "./receipt-compare";
import { ReceiptOut } from "./receipt-out";
import { ReceiptRecalled } from "./receipt-recalled";
import { ReceiptSlip } from "./receipt-slip";
import { ContextBar } from "./context-bar";
import { PanelHead } from "./panel-head";
import { PanelWait } from "./panel-wait";
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
      <PanelHead closeLabel="Close receipt" onClose={onClose}>
        <h2 className="text-base leading-5 font-semibold">Receipt</h2>
      </PanelHead>
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
  if (!answer)
    return <PanelWait label="Reading the receipt" widths={["48%", "100%", "100%", "100%", "72%"]} />;
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
      <ReceiptRecalled answer={answer} receipt={receipt} />
      <ReceiptCall answer={answer} receipt={receipt} agentName={agentName} />
      <ReceiptOut answer={answer} receipt={receipt} />
    </>
  );
}
