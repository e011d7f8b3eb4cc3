import type { ComponentProps } from "react";
import { classNames } from "./class-names";

type ButtonProps = ComponentProps<"button"> & {
  look?: "plain" | "primary" | "ghost" | "danger";
  size?: "sm" | "md" | "lg";
  /** Keeps the label and the width; a ring joins it once the wait passes 200 ms. */
  busy?: boolean;
};

const LOOK = {
  plain: "bg-raised text-ink inset-ring inset-ring-line-strong hover:bg-hover active:bg-active",
  primary: "bg-accent text-on-accent hover:bg-accent-hover",
  ghost: "text-ink-2 hover:bg-hover hover:text-ink active:bg-active",
  danger: "bg-raised text-danger inset-ring inset-ring-line-strong hover:bg-hover active:bg-active",
} as const;

const SIZE = {
  sm: "min-h-7 rounded-[7px] px-[9px] text-meta max-sm:min-h-9",
  md: "min-h-8 rounded-md px-3 text-sm max-sm:min-h-10",
  lg: "min-h-11 rounded-md px-4 text-base max-sm:min-h-[46px] max-sm:text-lead",
} as const;

const DISABLED =
  "disabled:bg-panel disabled:text-ink-disabled disabled:inset-ring disabled:inset-ring-line disabled:hover:bg-panel";

/** One primary button a view; `danger` only where something goes for good. */
export function Button({
  look = "plain",
  size = "md",
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      className={classNames(
        "eased inline-flex items-center justify-center gap-1.5 font-medium",
        SIZE[size],
        LOOK[look],
        DISABLED,
        className,
      )}
      {...rest}
    >
      {busy && <span className="busy-ring" aria-hidden />}
      {children}
    </button>
  );
}
