"use client";

import { Settings, User } from "lucide-react";
import Link from "next/link";
import type { Profile } from "@/types/chat";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

const ROW =
  "eased flex h-8 w-full items-center gap-[9px] rounded-md px-2.5 text-sm text-ink-2 hover:bg-hover hover:text-ink max-sm:h-11 max-sm:text-lead";

type SidebarFootProps = { profile: Profile; onSettings: boolean; onLeave: () => void };

/** Who is signed in, and the way to the settings. */
export function SidebarFoot({ profile, onSettings, onLeave }: SidebarFootProps) {
  const name = profile.isGuest ? "Guest on this device" : (profile.email ?? "Account");
  return (
    <div className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-px border-t border-line px-2.5 py-2">
      <Link
        href="/settings"
        prefetch={false}
        onClick={onLeave}
        aria-current={onSettings ? "page" : undefined}
        className={classNames(ROW, onSettings && "bg-active font-medium text-ink")}
      >
        <Icon of={Settings} className="text-ink-3" />
        Settings
      </Link>
      <Link href="/settings#account" prefetch={false} onClick={onLeave} title={name} className={ROW}>
        <Icon of={User} className="text-ink-3" />
        <span className="truncate">{name}</span>
      </Link>
    </div>
  );
}
