/** A reader this close to the end, in pixels, follows what is being written. */
const NEAR = 80;

export type ScrollKeeper = {
  /** The rows of `subject` have been drawn; `firstKey` names the first of them. `hasEnd`: the last of them is the newest. */
  drawn(subject: string, firstKey: string | null, hasEnd: boolean): void;
  scrolled(): void;
  jump(): void;
  end(): void;
};

/** The message at the reader's upper edge, and where it stood. */
type Place = { message: Element; top: number; scrollTop: number };

/** Decides where a scrolling box stands when its content grows. `onBottom` is told when that changes by scrolling. */
export function createScrollKeeper(
  box: HTMLElement,
  content: HTMLElement,
  onBottom: (atBottom: boolean) => void,
): ScrollKeeper {
  let sticks = true;
  let ends = true;
  let before: { subject: string; firstKey: string | null } | null = null;
  let height = 0;
  let place: Place | null = null;
  /** Where the end was when the box was last brought there. */
  let endTop = 0;

  function toEnd(): void {
    box.scrollTop = box.scrollHeight;
    endTop = box.scrollTop;
  }

  /** Rows that come in above may find their height only later, so a difference of heights would not do. */
  function hold(rowsAbove: boolean): void {
    if (place?.message.isConnected !== true) {
      if (rowsAbove) box.scrollTop += box.scrollHeight - height;
    } else if (place.scrollTop === box.scrollTop) {
      box.scrollTop += place.message.getBoundingClientRect().top - place.top;
    }
    place = placeIn(box);
  }

  function settled(rowsAbove = false): void {
    // The reader has scrolled up, and the event that says so is still on its way.
    if (sticks && box.scrollTop < endTop - NEAR && !isNearEnd(box)) scrolled();
    if (sticks) toEnd();
    else hold(rowsAbove);
    height = box.scrollHeight;
  }

  function scrolled(): void {
    sticks = ends && isNearEnd(box);
    place = sticks ? null : placeIn(box);
    onBottom(sticks);
  }

  const observer = new ResizeObserver(() => settled());
  observer.observe(content);
  observer.observe(box);

  return {
    drawn(subject, firstKey, hasEnd) {
      ends = hasEnd;
      const isOther = before?.subject !== subject;
      if (isOther) endTop = 0;
      sticks = hasEnd && (isOther || sticks);
      const rowsAbove = before?.firstKey !== firstKey;
      before = { subject, firstKey };
      settled(rowsAbove);
    },
    scrolled,
    jump() {
      sticks = true;
      onBottom(true);
      toEnd();
    },
    end: () => observer.disconnect(),
  };
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight <= NEAR;
}

/** Where to look for a message below the upper edge, in pixels: something else may stand at the first of them. */
const LOOK_AT = [1, 140];

/** Asks for points: measuring every message would lay out those that the browser skips. */
function placeIn(box: HTMLElement): Place | null {
  const { left, top } = box.getBoundingClientRect();
  for (const below of LOOK_AT) {
    const message = document.elementFromPoint(left + box.clientWidth / 2, top + below)?.closest("article");
    if (!message || !box.contains(message)) continue;
    return { message, top: message.getBoundingClientRect().top, scrollTop: box.scrollTop };
  }
  return null;
}
