/** A reader this close to the end, in pixels, follows what is being written. */
const NEAR = 80;

export type ScrollKeeper = {
  /** The rows of `subject` have been drawn; `firstKey` names the first of them. */
  drawn(subject: string, firstKey: string | null): void;
  scrolled(): void;
  jump(): void;
  end(): void;
};

/** Decides where a scrolling box stands when its content grows. `onBottom` is told when that changes by scrolling. */
export function createScrollKeeper(
  box: HTMLElement,
  content: HTMLElement,
  onBottom: (atBottom: boolean) => void,
): ScrollKeeper {
  let sticks = true;
  let before: { subject: string; firstKey: string | null } | null = null;
  let height = 0;

  function toEnd(): void {
    box.scrollTop = box.scrollHeight;
  }

  function settled(): void {
    if (sticks) toEnd();
    height = box.scrollHeight;
  }

  const observer = new ResizeObserver(settled);
  observer.observe(content);
  observer.observe(box);

  return {
    drawn(subject, firstKey) {
      if (before?.subject !== subject) sticks = true;
      else if (before.firstKey !== firstKey && !sticks) box.scrollTop += box.scrollHeight - height;
      before = { subject, firstKey };
      settled();
    },
    scrolled() {
      sticks = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR;
      onBottom(sticks);
    },
    jump() {
      sticks = true;
      onBottom(true);
      toEnd();
    },
    end: () => observer.disconnect(),
  };
}
