import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

type StripProps = { tone: "warning" | "danger"; icon: LucideIcon; children: ReactNode; action?: ReactNode };

/** A line across the top for something that concerns the whole app. */
export function Strip({ tone, icon, children, action }: StripProps) {
  return (
    <div
      role="status"
      className={classNames(
        "flex items-center gap-2.5 border-b border-line px-3.5 py-[9px] text-sm",
        tone === "warning" ? "bg-warning-soft" : "bg-danger-soft",
      )}
    >
      <Icon of={icon} className={tone === "warning" ? "text-warning" : "text-danger"} />
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </div>
  );
}
