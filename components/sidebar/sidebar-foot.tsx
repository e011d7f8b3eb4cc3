"use client";

import { Library, Settings, User, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useMemoryCounts } from "@/lib/client/hooks/use-memories";
import type { Profile } from "@/types/chat";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

const ROW =
  "eased flex h-8 w-full items-center gap-[9px] rounded-md px-2.5 text-sm text-ink-2 hover:bg-hover hover:text-ink max-sm:h-11 max-sm:text-lead";

type SidebarFootProps = { profile: Profile; onSettings: boolean; onLeave: () => void };

/** The way to what is remembered and to the settings, and who is signed in. */
export function SidebarFoot({ profile, onSettings, onLeave }: SidebarFootProps) {
  const onMemories = usePathname() === "/memories";
  const name = profile.isGuest ? "Guest on this device" : (profile.email ?? "Account");
  return (
    <div className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-px border-t border-line px-2.5 py-2">
      <FootLink href="/memories" icon={Library} current={onMemories} onLeave={onLeave}>
        Memories <MemoryCount />
      </FootLink>
      <FootLink href="/settings" icon={Settings} current={onSettings} onLeave={onLeave}>
        Settings
      </FootLink>
      <Link href="/settings#account" prefetch={false} onClick={onLeave} title={name} className={ROW}>
        <Icon of={User} className="text-ink-3" />
        <span className="truncate">{name}</span>
      </Link>
    </div>
  );
}

type FootLinkProps = {
  href: "/memories" | "/settings";
  icon: LucideIcon;
  current: boolean;
  onLeave: () => void;
  children: ReactNode;
};

function FootLink({ href, icon, current, onLeave, children }: FootLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      onClick={onLeave}
      aria-current={current ? "page" : undefined}
      className={classNames(ROW, current && "bg-active font-medium text-ink")}
    >
      <Icon of={icon} className="text-ink-3" />
      {children}
    </Link>
  );
}

/** How many memories hold. */
function MemoryCount() {
  const counts = useMemoryCounts();
  if (counts === null) return null;
  const holds = counts.reduce((all, one) => all + one.holds, 0);
  return <span className="num ml-auto text-meta text-ink-3">{holds.toLocaleString("en")}</span>;
}
