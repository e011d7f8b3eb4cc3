"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** A reader this close to the end, in pixels, follows what is being written. */
const NEAR = 80;

type StickToBottom = {
  /** True while the reader is near the end. */
  atBottom: boolean;
  jump: () => void;
  onScroll: () => void;
};

/**
 * Keeps a scrolling box at its end while the reader is there, and leaves it alone otherwise. `subject` names what is
 * shown: another one starts at its end. `firstKey` names the first row: when rows come in before it, the reader's place
 * stays where it was on screen.
 */
export function useStickToBottom(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  subject: string,
  firstKey: string | null,
): StickToBottom {
  const sticks = useRef(true);
  const [atBottom, setAtBottom] = useState(true);
  const before = useRef({ firstKey, height: 0, subject });

  const jump = useCallback(() => {
    const element = box.current;
    if (!element) return;
    sticks.current = true;
    setAtBottom(true);
    element.scrollTop = element.scrollHeight;
  }, [box]);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR;
    sticks.current = near;
    setAtBottom(near);
  }, [box]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const was = before.current;
    if (was.subject !== subject) jump();
    else if (was.firstKey !== firstKey && !sticks.current)
      element.scrollTop += element.scrollHeight - was.height;
    else if (sticks.current) element.scrollTop = element.scrollHeight;
    before.current = { firstKey, height: element.scrollHeight, subject };
  });

  useEffect(() => {
    const element = box.current;
    const inner = content.current;
    if (!element || !inner) return;
    const observer = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
      before.current.height = element.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, content]);

  return { atBottom, jump, onScroll };
}
