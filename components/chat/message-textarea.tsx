"use client";

import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from "react";

type MessageTextareaProps = {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onChange: (value: string) => void;
  /** Given what was typed into the server's page before this code ran. */
  onEarly?: ((value: string) => void) | undefined;
  onSend: () => void;
  /** Esc, while a reply is being written. */
  onStop: (() => void) | null;
  describedBy?: string | undefined;
};

/** Grows from one line to seven, then scrolls. Enter sends, Shift+Enter breaks; a half-typed character never sends. */
export function MessageTextarea(props: MessageTextareaProps) {
  const { ref, value, onChange, onEarly, onSend, onStop, describedBy } = props;
  useEarlyText(ref, onEarly);
  useLayoutEffect(() => {
    const area = ref.current;
    // Browsers that know field-sizing grow it by themselves.
    if (!area || Reflect.has(area.style, "fieldSizing")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [ref, value]);

  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is composing, Enter takes its suggestion; Safari tells that only by key code 229.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && onStop) {
      event.preventDefault();
      onStop();
    }
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onSend();
  };

  return (
    <textarea
      ref={ref}
      aria-label="Message"
      aria-describedby={describedBy}
      placeholder="Write a message"
      rows={1}
      // The draft is kept here; a browser that also restores it would make two of it.
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={pressed}
      className="ring-own scroll-thin block max-h-[min(11.75rem,25dvh)] min-h-[2.625rem] w-full resize-none rounded-[14px] bg-transparent px-3.5 pt-3 pb-0.5 text-read leading-[1.625rem] [field-sizing:content]"
    />
  );
}

/** Hydration leaves the box as it is, and the first drawing after it would empty it. */
function useEarlyText(ref: MessageTextareaProps["ref"], onEarly: MessageTextareaProps["onEarly"]): void {
  const before = useRef(onEarly);
  useLayoutEffect(() => {
    const area = ref.current;
    // The server's page comes with an empty box; one that is drawn here begins with its draft.
    if (area?.defaultValue === "" && area.value !== "") before.current?.(area.value);
    before.current = undefined;
  }, [ref]);
}
