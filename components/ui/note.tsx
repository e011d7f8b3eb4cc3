import { CircleAlert, Info, Timer, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

type NoteProps = {
  tone?: "info" | "warning" | "danger";
  icon?: LucideIcon;
  /** `alert` is said at once, `status` when there is time, none stays silent. */
  role?: "alert" | "status";
  children: ReactNode;
};

const TONE = {
  info: { box: "bg-sunken text-ink-2", icon: "text-ink-3", drawn: Info },
  warning: { box: "bg-warning-soft text-ink", icon: "text-warning", drawn: Timer },
  danger: { box: "bg-danger-soft text-ink", icon: "text-danger", drawn: CircleAlert },
} as const;

/** A boxed sentence with an icon, beside what it is about. */
export function Note({ tone = "info", icon, role, children }: NoteProps) {
  const look = TONE[tone];
  return (
    <div role={role} className={classNames("flex gap-[9px] rounded-said px-3 py-2.5 text-sm", look.box)}>
      <Icon of={icon ?? look.drawn} className={classNames("mt-0.5", look.icon)} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
