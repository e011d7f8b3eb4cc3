"use client";

import { Pencil, Pin, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import type { SummaryLine } from "@/types/summary";
import type { ConversationId } from "@/types/ids";
import { Exchanges } from "./exchanges";
import { JumpLink } from "./jump-link";
import { SmallAction } from "./small-action";

type SummaryLineRowProps = {
  conversationId: ConversationId;
  line: SummaryLine;
  busy: boolean;
  onEdit: () => void;
  onTakeOut: () => void;
  onJump: (seq: number) => void;
};

/** One line, the messages it stands for, and what can be done about it. */
export function SummaryLineRow({
  conversationId,
  line,
  busy,
  onEdit,
  onTakeOut,
  onJump,
}: SummaryLineRowProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="py-2.5">
      <p id={id} className="text-lead leading-[22px] whitespace-pre-wrap [overflow-wrap:anywhere]">
        {line.text}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
        <JumpLink from={line.from} to={line.to} onJump={onJump} />
        {line.byUser && <span>Yours: kept in later versions</span>}
      </p>
      <div className="-mt-0.5 -mb-1 -ml-1.5 flex flex-wrap gap-x-1">
        <SmallAction icon={Pencil} data-edit="" aria-describedby={id} disabled={busy} onClick={onEdit}>
          Edit
        </SmallAction>
        <SmallAction icon={Trash2} aria-describedby={id} disabled={busy} onClick={onTakeOut}>
          Take out
        </SmallAction>
        <SmallAction icon={Pin} aria-describedby={id} aria-expanded={open} onClick={() => setOpen(!open)}>
          Word for word
        </SmallAction>
      </div>
      {open && <Exchanges conversationId={conversationId} from={line.from} to={line.to} onJump={onJump} />}
    </div>
  );
}
