import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";

type PanelHeadProps = { closeLabel: string; onClose: () => void; children: ReactNode };

/** What a panel is, or its tabs, and the way out of it. */
export function PanelHead({ closeLabel, onClose, children }: PanelHeadProps) {
  return (
    <div className="flex h-[52px] shrink-0 items-center justify-between border-b border-line pr-2.5 pl-[18px] max-sm:h-14 max-sm:pr-2">
      {children}
      <IconButton icon={X} label={closeLabel} onClick={onClose} />
    </div>
  );
}
