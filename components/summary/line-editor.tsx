"use client";

import { useEffect, useId, useRef, type KeyboardEvent, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/text-field";

type LineEditorProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSave: () => void;
  onCancel: () => void;
  saving: boolean;
};

/** As in types/api.ts, whose schemas the browser does not load. */
const MOST_CHARACTERS = 2_000;

/** One line of a summary, being written by hand. Enter saves, Shift+Enter breaks, Esc leaves it as it was. */
export function LineEditor({ label, value, onChange, onSave, onCancel, saving }: LineEditorProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const over = Array.from(value).length - MOST_CHARACTERS;
  const may = value.trim() !== "" && over <= 0 && !saving;
  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    if (may) onSave();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      // Only the field closes; the panel around it stays.
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (may) onSave();
  };
  return (
    <form onSubmit={submitted} className="py-2">
      <textarea
        ref={field}
        aria-label={label}
        aria-describedby={id}
        aria-invalid={over > 0 || undefined}
        rows={2}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={pressed}
        className={`${INPUT} scroll-thin max-h-60 resize-none px-2.5 py-2 text-lead leading-[22px] [field-sizing:content]`}
      />
      <p id={id} className={over > 0 ? "mt-1 text-meta text-danger" : "mt-1 text-meta text-ink-3"}>
        {over > 0
          ? `${over.toLocaleString("en")} characters too long.`
          : "Kept word for word in later versions."}
      </p>
      <div className="mt-2 flex gap-1.5">
        <Button type="submit" size="sm" look="primary" busy={saving} disabled={!may}>
          Save
        </Button>
        <Button size="sm" look="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
