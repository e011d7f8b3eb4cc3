import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { tokenFigure } from "./token-figure";

/** 41 → "+41", −171 → "−171": what something costs or frees each turn. */
export function signed(tokens: number): string {
  if (tokens === 0) return "0";
  return `${tokens > 0 ? "+" : "−"}${tokenFigure(Math.abs(tokens))}`;
}

/** A price in its colour: ochre costs, green frees; the sign says it without. */
export function Price({ tokens, note }: { tokens: number; note?: string }) {
  return (
    <span
      className={classNames(
        "num",
        tokens > 0 && "text-seg-pinned-ink",
        tokens < 0 && "text-success",
        tokens === 0 && "text-ink-3",
      )}
    >
      {signed(tokens)}
      {note}
    </span>
  );
}

type PriceButtonProps = {
  icon: LucideIcon;
  verb: string;
  /** null: it changes nothing that is counted. */
  tokens: number | null;
  note?: string;
  /** What it is about, for those who do not see the row. */
  about?: string;
  disabled?: boolean;
  onClick: () => void;
};

/** A control that changes the context, with its price. */
export function PriceButton({ icon, verb, tokens, note, about, disabled, onClick }: PriceButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      className="eased inline-flex h-[26px] items-center gap-[5px] rounded-[6px] px-1.5 text-xs font-medium text-ink-2 hover:bg-hover disabled:text-ink-disabled disabled:hover:bg-transparent max-sm:h-9 max-sm:text-sm"
    >
      <Icon of={icon} size={13} className="text-ink-3" />
      {verb} {tokens !== null && <Price tokens={tokens} {...(note ? { note } : {})} />}
      {about && <span className="sr-only">, {about}</span>}
    </button>
  );
}

/** Price controls stand in a row that wraps. */
export function PriceRow({ children }: { children: ReactNode }) {
  return (
    <div className="-mb-px -ml-1.5 mt-0.5 flex flex-wrap gap-x-1 empty:hidden max-sm:gap-x-2.5">
      {children}
    </div>
  );
}
