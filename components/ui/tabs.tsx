"use client";

import { useId, type KeyboardEvent, type ReactNode } from "react";

export type Tab<Id extends string> = { id: Id; name: ReactNode };

type TabsProps<Id extends string> = {
  label: string;
  tabs: readonly Tab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  /** The ids of a tab and of what it shows. */
  idOf: (id: Id) => { tab: string; panel: string };
  /** `line`: over a whole page. */
  look?: "box" | "line";
};

const LOOK = {
  box: {
    list: "inline-flex gap-0.5 rounded-[9px] bg-sunken p-0.5 inset-ring inset-ring-line",
    tab: "h-[26px] rounded-[7px] px-2.5 text-meta font-medium text-ink-2 aria-selected:bg-raised aria-selected:text-ink aria-selected:inset-ring aria-selected:inset-ring-line-strong max-sm:h-[36px]",
  },
  line: {
    list: "flex gap-[22px] overflow-x-auto border-b border-line [scrollbar-width:none]",
    tab: "h-[38px] shrink-0 border-b-2 border-transparent text-[0.84375rem] leading-[38px] font-medium text-ink-2 focus-visible:-outline-offset-2 aria-selected:border-ink aria-selected:text-ink",
  },
} as const;

/** Ids that tie tabs to what they show. */
export function useTabIds(): (id: string) => { tab: string; panel: string } {
  const base = useId();
  return (id) => ({ tab: `${base}${id}-tab`, panel: `${base}${id}-panel` });
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** A row of tabs: one is in the tab order, the arrow keys move between them. */
export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, tabs, chosen, onChoose, idOf, look = "box" } = props;
  const pressed = (event: KeyboardEvent, index: number) => {
    const last = tabs.length - 1;
    const step = STEPS[event.key];
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? last : step === undefined ? null : index + step;
    if (to === null) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    document.getElementById(idOf(next.id).tab)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={LOOK[look].list}>
      {tabs.map(({ id, name }, index) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={idOf(id).tab}
          aria-selected={id === chosen}
          aria-controls={id === chosen ? idOf(id).panel : undefined}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
          onKeyDown={(event) => pressed(event, index)}
          className={`num ${LOOK[look].tab}`}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
