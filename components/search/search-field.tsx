"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Icon } from "@/components/ui/icon";
import { INPUT } from "@/components/ui/text-field";

type SearchFieldProps = {
  value: string;
  busy: boolean;
  onChange: (q: string) => void;
  /** Arrow down: on to the results. */
  onDown: () => void;
  /** Enter: opens the first of them. */
  onEnter: () => void;
};

/** The words that are searched. What is typed stands at once; the address follows. */
export function SearchField({ value, busy, onChange, onDown, onEnter }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    // Changed from elsewhere, as by going back; our own typing comes back as it left.
    if (value !== typed) setTyped(value);
  }
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
  }, []);
  const type = (text: string) => {
    setTyped(text);
    setKnown(text);
    onChange(text);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      onDown();
    } else if (event.key === "Enter") {
      event.preventDefault();
      onEnter();
    } else if (event.key === "Escape" && typed !== "") {
      event.preventDefault();
      type("");
    }
  };
  return (
    <div role="search" className="relative mt-[18px]">
      <Icon
        of={Search}
        size={16}
        className="pointer-events-none absolute top-[15px] left-[15px] text-ink-3"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search"
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        placeholder="Words, “an exact phrase”, -without"
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={pressed}
        aria-busy={busy}
        className={`${INPUT} h-[46px] rounded-[11px] pr-14 pl-11 text-[1rem] [&::-webkit-search-cancel-button]:hidden`}
      />
      <kbd
        aria-hidden
        className="absolute top-3.5 right-3.5 rounded border border-line px-1 font-sans text-[0.6875rem] leading-4 font-medium text-ink-3 max-sm:hidden"
      >
        Esc
      </kbd>
    </div>
  );
}
