import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { Icon } from "@/components/ui/icon";
import { Price } from "@/components/context/price";

type SmallActionProps = ComponentProps<"button"> & {
  icon: LucideIcon;
  /** Tokens each turn: positive costs, negative frees. */
  price?: number;
};

/** An act on one line or message, with its price where it has one. */
export function SmallAction({ icon, price, children, ...rest }: SmallActionProps) {
  return (
    <button
      type="button"
      className="eased inline-flex min-h-[26px] items-center gap-[5px] rounded-[6px] px-1.5 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink aria-expanded:bg-active aria-expanded:text-ink disabled:text-ink-disabled max-sm:min-h-9 max-sm:text-sm"
      {...rest}
    >
      <Icon of={icon} size={13} className="text-ink-3" />
      {children} {price !== undefined && <Price tokens={price} />}
    </button>
  );
}
