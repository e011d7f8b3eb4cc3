import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Spine, type SpineState } from "./spine";

type MessageFrameProps = {
  label: "You said" | "Assistant said";
  name: string;
  /** Beside the name: a time or what the message waits for. */
  facts?: ReactNode;
  /** At the right of the name line; absent for the normal case. */
  state?: ReactNode;
  spine: SpineState;
  /** Controls at the right of the name line. */
  actions?: ReactNode;
  /** null while it is only on this device. */
  seq: number | null;
  /** Place among all messages, given when only a part of them is in the page. */
  position?: { index: number; size: number } | null;
  children: ReactNode;
};

/** One message: its spine, its name line and what it says. */
export function MessageFrame(props: MessageFrameProps) {
  const { label, name, facts, state, spine, actions, seq, position, children } = props;
  return (
    <article
      aria-label={label}
      data-seq={seq ?? undefined}
      aria-posinset={position?.index}
      aria-setsize={position?.size}
      className={classNames(
        "group/message relative pt-0.5 pb-[26px] pl-7 max-sm:pb-6 max-sm:pl-[18px]",
        (spine === "out" || spine === "muted") && "group/out",
      )}
    >
      <Spine state={spine} />
      <div className="mb-1 flex items-baseline gap-2 text-sm text-ink-3">
        <b className="font-semibold text-ink">{name}</b>
        {facts}
        <span className="ml-auto inline-flex items-center gap-1.5 text-xs">{state}</span>
        {actions && <span className="-my-1.5 inline-flex self-center">{actions}</span>}
      </div>
      {children}
    </article>
  );
}
