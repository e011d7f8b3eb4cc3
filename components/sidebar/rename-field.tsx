"use client";

import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { INPUT } from "@/components/ui/text-field";

type RenameFieldProps = {
  title: string;
  /** Throws with a message that may be shown. */
  onRename: (title: string) => Promise<void>;
  /** Called when it is over; from the keyboard the focus goes back to the row. */
  onDone: (byKeyboard: boolean) => void;
};

const MOST_CHARACTERS = 200;

/** Renames in place: Enter or leaving saves, Esc keeps the old title. */
export function RenameField({ title, onRename, onDone }: RenameFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState(title);
  const [error, setError] = useState<string | null>(null);
  const over = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const save = async (byKeyboard: boolean) => {
    if (over.current) return;
    const wanted = value.trim();
    if (Array.from(wanted).length > MOST_CHARACTERS) {
      setError(`At most ${MOST_CHARACTERS} characters`);
      return;
    }
    over.current = true;
    try {
      if (wanted !== "" && wanted !== title) await onRename(wanted);
      onDone(byKeyboard);
    } catch (thrown) {
      over.current = false;
      setError(thrown instanceof Error ? thrown.message : "It was not renamed.");
    }
  };
  const pressed = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") void save(true);
    if (event.key === "Escape") {
      over.current = true;
      onDone(true);
    }
  };
  return (
    <div className="min-w-0 flex-1">
      <input
        ref={input}
        aria-label="Rename conversation"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={pressed}
        onBlur={() => void save(false)}
        className={`${INPUT} h-8 px-[9px] text-sm max-sm:h-11 max-sm:text-[1rem]`}
      />
      {error && (
        <p id={id} role="alert" className="px-2.5 py-1 text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
