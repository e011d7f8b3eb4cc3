"use client";

import { X } from "lucide-react";
import { useConversationRow } from "@/lib/client/hooks/use-conversation";
import { useAgents } from "@/lib/client/hooks/use-settings";
import type { ConversationId } from "@/types/ids";
import { Icon } from "@/components/ui/icon";
import { FilterSelect } from "./filter-select";
import { DAY_STEPS, type SearchWishes } from "./search-address";

type SearchFiltersProps = { wishes: SearchWishes; onChange: (change: Partial<SearchWishes>) => void };

const KINDS = [
  { value: "", name: "Everything" },
  { value: "message", name: "Messages" },
  { value: "title", name: "Titles" },
  { value: "summary", name: "Summaries" },
  { value: "memory", name: "Memories" },
] as const;

const ROLES = [
  { value: "", name: "Anyone said it" },
  { value: "user", name: "You said it" },
  { value: "assistant", name: "The assistant said it" },
] as const;

const SORTS = [
  { value: "best", name: "Best match first" },
  { value: "newest", name: "Newest first" },
] as const;

const DAY_NAMES: Record<(typeof DAY_STEPS)[number], string> = {
  1: "The last day",
  7: "The last 7 days",
  30: "The last 30 days",
  90: "The last 90 days",
  365: "The last year",
};
const DAYS = [
  { value: "", name: "Any time" },
  ...DAY_STEPS.map((step) => ({ value: String(step), name: DAY_NAMES[step] })),
];

/** What is searched, and in which order it comes. */
export function SearchFilters({ wishes, onChange }: SearchFiltersProps) {
  const { kind, role, sort, days, conversationId } = wishes;
  return (
    <div
      role="group"
      aria-label="Filters"
      className="mt-3 flex flex-wrap items-center gap-2 max-sm:-mx-[18px] max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:px-[18px] max-sm:py-0.5 max-sm:[scrollbar-width:none]"
    >
      <FilterSelect
        label="What is searched"
        value={kind ?? ""}
        options={KINDS}
        onChange={(value) => onChange({ kind: value === "" ? null : value })}
      />
      <AgentFilter value={wishes.agentId} onChange={(agentId) => onChange({ agentId })} />
      <FilterSelect
        label="Who said it"
        value={role ?? ""}
        options={ROLES}
        onChange={(value) => onChange({ role: value === "" ? null : value })}
      />
      <FilterSelect
        label="When it was said"
        value={days === null ? "" : String(days)}
        options={DAYS}
        onChange={(value) => onChange({ days: value === "" ? null : Number(value) })}
      />
      {conversationId !== null && (
        <InConversation id={conversationId} onClear={() => onChange({ conversationId: null })} />
      )}
      <FilterSelect
        label="Order"
        value={sort}
        options={SORTS}
        onChange={(value) => onChange({ sort: value })}
      />
    </div>
  );
}

type AgentFilterProps = { value: string | null; onChange: (id: string | null) => void };

/** Only where there is a choice. */
function AgentFilter({ value, onChange }: AgentFilterProps) {
  const { data: agents } = useAgents();
  if (!agents || agents.length < 2) return null;
  const options = [{ value: "", name: "Any agent" }, ...agents.map(({ id, name }) => ({ value: id, name }))];
  return (
    <FilterSelect
      label="Agent"
      value={value ?? ""}
      options={options}
      onChange={(chosen) => onChange(chosen === "" ? null : chosen)}
    />
  );
}

function InConversation({ id, onClear }: { id: string; onClear: () => void }) {
  const row = useConversationRow(id as ConversationId);
  const name = row ? `In “${row.title}”` : "In one conversation";
  return (
    <button
      type="button"
      onClick={onClear}
      aria-label={`${name}: search all conversations`}
      className="eased inline-flex h-[30px] max-w-60 shrink-0 items-center gap-1.5 rounded-md bg-accent-soft pr-2 pl-[11px] text-sm font-medium inset-ring inset-ring-accent max-sm:h-[38px]"
    >
      <span className="truncate">{name}</span>
      <Icon of={X} size={14} className="text-ink-3" />
    </button>
  );
}
