type Notice = { text: string; action?: { label: string; run: () => void } };

const waiting: Notice[] = [];
const listeners = new Set<() => void>();
let show: ((notice: Notice) => void) | null = null;

/** Says something that passes, at the foot of the page. */
export function notify(notice: Notice): void {
  if (show) show(notice);
  else waiting.push(notice);
  for (const listener of listeners) listener();
}

export function noticesWanted(): boolean {
  return show !== null || waiting.length > 0;
}

export function subscribeToNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called once by what draws notices: hands it those that came before it. */
export function showNoticesWith(draw: (notice: Notice) => void): void {
  show = draw;
  for (const notice of waiting.splice(0)) draw(notice);
}
