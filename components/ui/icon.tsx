import type { LucideIcon } from "lucide-react";

type IconProps = { of: LucideIcon; size?: 12 | 13 | 14 | 16; className?: string };

/** A lucide icon in the house's weight. Never alone for a meaning: words or a label stand beside it. */
export function Icon({ of: Drawn, size = 16, className = "" }: IconProps) {
  return (
    <Drawn aria-hidden width={size} height={size} strokeWidth={1.6} className={`shrink-0 ${className}`} />
  );
}
