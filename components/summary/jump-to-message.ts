import type { ConversationState } from "@/lib/client/stores/conversation-store";
import type { HeldConversation } from "@/lib/client/workspace/conversation-cache";

/** So many pages of older messages are read on the way to one; further up is left to scrolling. */
const MOST_PAGES = 40;
/** While the transcript draws what was read, its place is looked for once a frame. */
const MOST_FRAMES = 90;

/** Brings a message into view and gives it the focus. False when it lies too far up, or is gone. */
export async function jumpToMessage(held: HeldConversation, seq: number): Promise<boolean> {
  const { store } = held.conversation;
  for (let page = 0; page < MOST_PAGES && !reaches(store.getState(), seq); page += 1) {
    await held.loader.loadOlder();
    await settled(held);
    if (store.getState().olderFailure) return false;
  }
  const { transcript } = store.getState();
  const index = transcript.findIndex((entry) => entry.seq !== null && entry.seq >= seq);
  if (index === -1 || !reaches(store.getState(), seq)) return false;
  const article = await articleAt(index, transcript.length);
  if (!article) return false;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "center" });
  return true;
}

function reaches({ transcript, hasOlder }: ConversationState, seq: number): boolean {
  return !hasOlder || transcript.some((entry) => entry.seq !== null && entry.seq <= seq);
}

/** Another reader may have begun to load before us. */
function settled({ conversation: { store } }: HeldConversation): Promise<void> {
  return new Promise((resolve) => {
    if (!store.getState().loadingOlder) {
      resolve();
      return;
    }
    const stop = store.subscribe((state) => {
      if (state.loadingOlder) return;
      stop();
      resolve();
    });
  });
}

/** The article of the `index`-th message, as soon as it is drawn. */
async function articleAt(index: number, size: number): Promise<HTMLElement | null> {
  for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
    const log = document.querySelector<HTMLElement>("[role=log]");
    const found = log && drawnAt(log, index, size);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  return null;
}

/** Found by place where all messages stand in the page; where only some do, by position, on the way to which it scrolls. */
function drawnAt(log: HTMLElement, index: number, size: number): HTMLElement | null {
  const articles = log.querySelectorAll<HTMLElement>("article");
  if (!articles[0]?.hasAttribute("aria-posinset")) {
    return articles.length === size ? (articles[index] ?? null) : null;
  }
  const found = log.querySelector<HTMLElement>(`article[aria-posinset="${index + 1}"]`);
  if (!found) log.scrollTop = (log.scrollHeight * index) / size;
  return found;
}
