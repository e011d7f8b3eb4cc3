import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  icon: LucideIcon;
  /** The accessible name, shown as a tip too. */
  label: string;
  size?: "sm" | "md" | "row";
};

const SIZE = {
  sm: "size-[26px] rounded-[6px] max-sm:size-9",
  md: "size-8 rounded-md max-sm:size-10",
  row: "size-7 rounded-md max-sm:size-9",
} as const;

/** A square button that is only an icon; `label` is its name. */
export function IconButton({ icon, label, size = "md", className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(
        "eased inline-flex shrink-0 items-center justify-center text-ink-3 hover:bg-hover hover:text-ink",
        "aria-expanded:bg-active aria-expanded:text-ink",
        "disabled:text-ink-disabled disabled:hover:bg-transparent",
        SIZE[size],
        className,
      )}
      {...rest}
    >
      <Icon of={icon} />
    </button>
  );
}
