"use client";

import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { createScrollKeeper, type ScrollKeeper } from "./scroll-keeper";

type StickToBottom = {
  box: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** True while the reader is near the end. */
  atBottom: boolean;
  jump: () => void;
  onScroll: () => void;
};

/**
 * Keeps a scrolling box at its end while the reader is there, and leaves it alone otherwise. `subject` names what is
 * shown: another one starts at its end. `firstKey` names the first row: when rows come in before it, the reader's place
 * stays where it was on screen. `hasEnd`: the last row is the newest one. `ownKey` names the reader's newest message that is on its way: it is brought into view.
 */
export function useStickToBottom(
  subject: string,
  firstKey: string | null,
  hasEnd: boolean,
  ownKey: string | null,
): StickToBottom {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const keeper = useRef<ScrollKeeper | null>(null);
  const [atBottom, setAtBottom] = useState(true);
  const [shown, setShown] = useState(subject);

  useLayoutEffect(() => {
    if (!box.current || !content.current) return;
    const made = createScrollKeeper(box.current, content.current, setAtBottom);
    keeper.current = made;
    return () => made.end();
  }, []);
  // After every drawing, because any of them may have changed what is above the reader or below.
  useLayoutEffect(() => keeper.current?.drawn(subject, firstKey, hasEnd));
  useLayoutEffect(() => {
    if (ownKey !== null) keeper.current?.jump();
  }, [ownKey]);
  if (shown !== subject) {
    setShown(subject);
    setAtBottom(true);
  }

  return {
    box,
    content,
    atBottom,
    jump: () => keeper.current?.jump(),
    onScroll: () => keeper.current?.scrolled(),
  };
}
