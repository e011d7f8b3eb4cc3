"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState, type SubmitEvent } from "react";
import { searchAddress } from "@/components/search/search-address";
import { Icon } from "@/components/ui/icon";

type SidebarSearchProps = { keys: string; onLeave: () => void };

/** The words are searched on a page of their own, which has the field itself while it shows. */
export function SidebarSearch({ keys, onLeave }: SidebarSearchProps) {
  const router = useRouter();
  const [q, setQ] = useState("");
  if (usePathname() === "/search") return <SearchPageLink onLeave={onLeave} />;
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    onLeave();
    setQ("");
    router.push(searchAddress({ q: q.trim() }));
  };
  return (
    <form role="search" onSubmit={submitted} className="relative mt-1">
      <Icon
        of={Search}
        className="pointer-events-none absolute top-[9px] left-2.5 text-ink-3 max-sm:top-[13px]"
      />
      <input
        type="search"
        aria-label="Search"
        placeholder="Search"
        autoComplete="off"
        maxLength={1_000}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        className="ring-own peer h-[34px] w-full rounded-md border border-transparent bg-transparent pr-2.5 pl-[33px] text-sm hover:bg-hover focus-visible:border-focus focus-visible:bg-raised focus-visible:ring-1 focus-visible:ring-focus max-sm:h-[42px] max-sm:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-2 right-2.5 rounded border border-line px-1 font-sans text-[0.6875rem] leading-4 font-medium text-ink-3 peer-focus-visible:hidden max-sm:hidden"
      >
        {keys}
      </kbd>
    </form>
  );
}

function SearchPageLink({ onLeave }: Pick<SidebarSearchProps, "onLeave">) {
  return (
    <Link
      href="/search"
      prefetch={false}
      aria-current="page"
      onClick={onLeave}
      className="mt-1 flex h-[34px] items-center gap-[9px] rounded-md bg-active px-2.5 text-sm font-medium text-ink max-sm:h-[42px] max-sm:text-lead"
    >
      <Icon of={Search} className="text-ink-3" />
      Search
    </Link>
  );
}
