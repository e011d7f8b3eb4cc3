"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";

type PopoverProps = {
  label: string;
  /** The button that opened it. */
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
};

/** A small panel beside the button that opened it; Esc or a press outside closes it. */
export default function Popover({ label, anchor, onClose, children }: PopoverProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={{ current: anchor }} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={10}
          onInteractOutside={(event) => {
            // The button itself closes it again; without this it would close and reopen.
            if (event.target instanceof Node && anchor.contains(event.target)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
          className="risen scroll-thin z-50 max-h-(--radix-popover-content-available-height) w-[340px] max-w-[calc(100vw-20px)] overflow-y-auto rounded-[14px] bg-raised p-4 shadow-2 inset-ring inset-ring-line"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
