import type { ConversationState } from "@/lib/client/stores/conversation-store";
import type { HeldConversation } from "@/lib/client/workspace/conversation-cache";
import type { TranscriptEntry } from "@/lib/domain/sync/transcript";

/** A message this close above what is loaded is reached by reading the pages between; one further up is shown among its own. */
const NEAR_PAGES = 4;
const NEAR = 200;
/** While the transcript draws what was read, its place is looked for once a frame. */
const MOST_FRAMES = 90;

/** Brings a message into view and gives it the focus. False when it is gone, or could not be read. */
export async function jumpToMessage(held: HeldConversation, seq: number): Promise<boolean> {
  if (!(await reach(held, seq))) return false;
  const entries = shownEntries(held.conversation.store.getState());
  const index = entries.findIndex((entry) => entry.seq !== null && entry.seq >= seq);
  const found = entries[index]?.seq;
  if (found === undefined || found === null) return false;
  const article = await articleOf(found, index / entries.length);
  if (!article) return false;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "center" });
  return true;
}

/** Has the message read and shown. */
async function reach(held: HeldConversation, seq: number): Promise<boolean> {
  const { store, showAround } = held.conversation;
  showAround(null);
  const first = store.getState().transcript.find((entry) => entry.seq !== null)?.seq ?? 0;
  if (first - seq > NEAR) {
    return held.loader.loadAround(seq).then(
      () => true,
      () => false,
    );
  }
  for (let page = 0; page < NEAR_PAGES && !reaches(store.getState(), seq); page += 1) {
    await held.loader.loadOlder();
    await settled(held);
    if (store.getState().olderFailure) return false;
  }
  return reaches(store.getState(), seq);
}

function shownEntries({ around, transcript }: ConversationState): readonly TranscriptEntry[] {
  return around?.entries ?? transcript;
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

/** The message's article, as soon as it is drawn. Where only some are in the page, it is on the way to `share` of the whole. */
async function articleOf(seq: number, share: number): Promise<HTMLElement | null> {
  for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
    const log = document.querySelector<HTMLElement>("[role=log]");
    const found = log?.querySelector<HTMLElement>(`article[data-seq="${seq}"]`);
    if (found) return found;
    if (log?.querySelector("article[aria-posinset]")) log.scrollTop = log.scrollHeight * share;
    await new Promise(requestAnimationFrame);
  }
  return null;
}
