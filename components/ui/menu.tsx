"use client";

import type { LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Fragment, useCallback, useEffect, useRef, type CSSProperties, type ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import { inertRest } from "./inert-rest";

export type MenuItem = {
  label: string;
  icon: LucideIcon;
  /** At the right: a price. */
  aside?: ReactNode;
  disabled?: boolean;
  /** Stands below a rule, in the danger ink. */
  danger?: boolean;
  onSelect: () => void;
};

type MenuProps = {
  label: string;
  /** The button that opened it; focus returns there, unless an item moved it elsewhere. */
  anchor: HTMLElement;
  items: readonly MenuItem[];
  /** Opened from the keyboard: the first item takes the focus. */
  byKeyboard: boolean;
  onClose: () => void;
};

/** A menu beside the button that opened it. Loaded with the first one that opens. */
export default function Menu({ label, anchor, items, byKeyboard, onClose }: MenuProps) {
  const content = useRef<HTMLDivElement>(null);
  const shown = useCallback((element: HTMLDivElement | null) => {
    content.current = element;
    return inertRest(element);
  }, []);
  const chosen = useRef<MenuItem | null>(null);
  useEffect(() => {
    if (!byKeyboard) return;
    // After the menu has taken the focus itself; a quick arrow key may have moved it on by then.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement?.getAttribute("role") === "menuitem") return;
      content.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [byKeyboard]);
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none fixed" style={placeOf(anchor)} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={shown}
          aria-label={label}
          aria-labelledby={undefined}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Only now is the focus free: what an item opens may take it.
            if (chosen.current) chosen.current.onSelect();
            else anchor.focus();
          }}
          className="risen z-50 min-w-44 rounded-lg bg-raised p-[5px] shadow-2 inset-ring inset-ring-line"
        >
          {items.map((item) => (
            <Fragment key={item.label}>
              {item.danger && <DropdownMenu.Separator className="my-[5px] border-t border-line" />}
              <DropdownMenu.Item
                disabled={item.disabled ?? false}
                onSelect={() => {
                  chosen.current = item;
                }}
                className={classNames(
                  "flex h-8 items-center gap-[9px] rounded-[7px] px-[9px] text-sm outline-none data-disabled:text-ink-3 data-highlighted:bg-hover max-sm:h-11 max-sm:text-lead",
                  item.danger && "text-danger",
                )}
              >
                <ItemWords item={item} />
              </DropdownMenu.Item>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function ItemWords({ item }: { item: MenuItem }) {
  return (
    <>
      <Icon of={item.icon} className={item.danger ? "" : "text-ink-3"} />
      {item.label}
      {item.aside && (
        <>
          {" "}
          <span className="num ml-auto pl-6 text-ink-3">{item.aside}</span>
        </>
      )}
    </>
  );
}

function placeOf(anchor: HTMLElement): CSSProperties {
  const { left, top, width, height } = anchor.getBoundingClientRect();
  return { left, top, width, height };
}
