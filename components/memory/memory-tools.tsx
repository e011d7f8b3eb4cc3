"use client";

import { Search } from "lucide-react";
import type { MemoryFilter, MemoryOrder } from "@/lib/domain/sync/memory-list";
import { useAgents } from "@/lib/client/hooks/use-settings";
import { FilterSelect } from "@/components/search/filter-select";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { INPUT } from "@/components/ui/text-field";

type MemoryToolsProps = {
  filter: MemoryFilter;
  /** Entries that no longer hold. */
  closed: number;
  onChange: (patch: Partial<MemoryFilter>) => void;
};

const ORDERS: readonly { value: MemoryOrder; name: string }[] = [
  { value: "value", name: "Importance" },
  { value: "used", name: "Last used" },
  { value: "newest", name: "Newest" },
];

/** What the list shows, and in which order. */
export function MemoryTools({ filter, closed, onChange }: MemoryToolsProps) {
  const { data: agents } = useAgents();
  const options: { value: string; name: string }[] = [
    { value: "", name: "Any agent" },
    ...(agents ?? []).map(({ id, name }) => ({ value: id, name })),
  ];
  const { closedOnly } = filter;
  return (
    <div className="mt-3.5 flex flex-wrap items-center gap-2">
      <span className="relative w-60 max-sm:w-full">
        <Icon
          of={Search}
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
        />
        <input
          type="search"
          aria-label="Search memories"
          placeholder="Search memories"
          maxLength={400}
          value={filter.text}
          onChange={(event) => onChange({ text: event.target.value })}
          className={`${INPUT} h-[34px] pr-2 pl-[34px] text-sm max-sm:h-[42px] max-sm:text-[1rem]`}
        />
      </span>
      <FilterSelect
        label="Agent"
        value={filter.agentId ?? ""}
        options={options}
        onChange={(chosen) => onChange({ agentId: agents?.find(({ id }) => id === chosen)?.id ?? null })}
      />
      <button
        type="button"
        aria-pressed={closedOnly}
        onClick={() => onChange({ closedOnly: !closedOnly })}
        className={classNames(
          "eased num inline-flex h-[30px] items-center gap-1.5 rounded-md px-[11px] text-sm inset-ring max-sm:h-[38px]",
          closedOnly
            ? "bg-accent-soft font-medium inset-ring-accent"
            : "bg-raised inset-ring-line-strong hover:bg-hover",
        )}
      >
        Contradicted <span className="text-ink-3">{closed.toLocaleString("en")}</span>
      </button>
      <span className="flex-1" />
      <FilterSelect
        label="Order"
        value={filter.order}
        options={ORDERS}
        onChange={(order) => onChange({ order })}
      />
    </div>
  );
}
