/** `key` names one that may be taken away before its time. */
type Notice = { text: string; action?: { label: string; run: () => void }; key?: string };

const waiting: Notice[] = [];
const listeners = new Set<() => void>();
let show: ((notice: Notice) => void) | null = null;
let remove: ((key: string) => void) | null = null;

/** Says something that passes, at the foot of the page. */
export function notify(notice: Notice): void {
  if (show) show(notice);
  else waiting.push(notice);
  for (const listener of listeners) listener();
}

/** What it said is no longer so. */
export function withdrawNotice(key: string): void {
  remove?.(key);
}

export function noticesWanted(): boolean {
  return show !== null || waiting.length > 0;
}

export function subscribeToNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called once by what draws notices: hands it those that came before it. */
export function showNoticesWith(draw: (notice: Notice) => void, erase?: (key: string) => void): void {
  show = draw;
  remove = erase ?? null;
  for (const notice of waiting.splice(0)) draw(notice);
}
