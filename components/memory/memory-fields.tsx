"use client";

import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { AgentId } from "@/types/ids";
import type { MemoryKind } from "@/types/memory";
import { useAgents } from "@/lib/client/hooks/use-settings";
import { INPUT } from "@/components/ui/text-field";
import { KIND_NAMES } from "./memory-words";

/** As in types/memory-api.ts, whose schemas the browser does not load. */
export const MOST_CHARACTERS = 2_000;

export function problemOf(content: string): string | null {
  const over = Array.from(content).length - MOST_CHARACTERS;
  return over > 0 ? `${over.toLocaleString("en")} characters too long.` : null;
}

type ContentFieldProps = {
  label: string;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
  onSave: () => void;
  onCancel: () => void;
};

/** The words of an entry. Ctrl or ⌘ with Enter saves, Esc leaves it as it was. */
export function ContentField({ label, value, placeholder, onChange, onSave, onCancel }: ContentFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const problem = problemOf(value);
  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      onSave();
    }
  };
  return (
    <>
      <textarea
        ref={field}
        aria-label={label}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : id}
        rows={2}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={pressed}
        className={`${INPUT} scroll-thin max-h-60 min-h-16 resize-none px-2.5 py-2 text-lead leading-[22px] [field-sizing:content] max-sm:text-[1rem]`}
      />
      {problem && (
        <p id={id} className="text-meta text-danger">
          {problem}
        </p>
      )}
    </>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
};

export function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <label htmlFor={id} className="text-meta text-ink-3">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${INPUT} h-8 w-auto max-w-44 truncate px-2 text-sm max-sm:h-10`}
      >
        {children}
      </select>
    </span>
  );
}

export const KINDS = Object.keys(KIND_NAMES) as MemoryKind[];

/** Whose calls may hold it. */
export function AgentChoice({
  value,
  onChange,
}: {
  value: AgentId | null;
  onChange: (id: AgentId | null) => void;
}) {
  const { data: agents } = useAgents();
  return (
    <Choice
      label="For"
      value={value ?? ""}
      onChange={(chosen) => onChange(agents?.find(({ id }) => id === chosen)?.id ?? null)}
    >
      <option value="">All agents</option>
      {agents?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Choice>
  );
}

export function mayStand(kind: MemoryKind | null): boolean {
  return kind === "preference" || kind === "instruction";
}

type StandingProps = { checked: boolean; onChange: (standing: boolean) => void };

/** Preferences and instructions may be in every call. */
export function StandingBox({ checked, onChange }: StandingProps) {
  return (
    <label className="inline-flex min-h-8 items-center gap-2 text-sm max-sm:min-h-10">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      In every call
    </label>
  );
}
