import type { MessagePage } from "@/types/api";
import type { ConversationId } from "@/types/ids";
import type { PageSpan } from "@/lib/domain/sync/chat-event";
import type { ChatState } from "@/lib/domain/sync/chat-state";
import { loadedTail, needsRefetch, refetchFrom } from "@/lib/domain/sync/needs-refetch";
import { toFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { ConversationStore } from "./conversation-store";

const PAGE = 50;
/** After a long sleep at most this many pages are read to close the gap; the rest stays for "load older". */
const GAP_PAGES = 4;
const SOON_MS = 250;
const SLOWEST_MS = 20_000;
/** A refetch that never brings what was announced ends here, until something new is heard. */
const MOST_TRIES = 8;

export type MessageLoader = {
  /** The newest page, and the pages between it and what is held: at first, and after sleep or lost sync. */
  load: () => Promise<void>;
  loadOlder: () => Promise<void>;
  /** Below what is shown around a place. */
  loadNewer: () => Promise<void>;
  /** Shows a message among those around it, wherever it lies. Throws ApiFailure. */
  loadAround: (seq: number) => Promise<void>;
  /** Only what is newer than what is held, and replies that were being written. */
  readOn: () => Promise<void>;
  /** Reads these messages anew, as far as they are held: something about them has changed. */
  readAt: (seqs: readonly number[]) => Promise<void>;
  /** To be called after every change: reads, soon and once, whatever the replica knows it lacks. */
  check: () => void;
  dispose: () => void;
};

/** Reads messages into one conversation's store. */
export function createMessageLoader(
  conversation: ConversationStore,
  api: Pick<ApiClient, "messages">,
): MessageLoader {
  const { store, apply, set, showAround } = conversation;
  const read = createReader(conversation, api);
  const soon = createRefetcher(conversation, read);

  async function load(): Promise<void> {
    const { id, phase } = store.getState();
    if (id === null || phase === "deleted") return;
    if (phase !== "ready") set({ phase: "loading", failure: null });
    try {
      await readNewest(id);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (store.getState().phase === "ready") {
        if (failure.status === 404) apply({ type: "deleted" });
      } else set({ phase: failure.status === 404 ? "missing" : "failed", failure });
    }
  }

  async function readNewest(id: ConversationId): Promise<void> {
    const held = loadedTail(store.getState().chat);
    let page = await read(id, { kind: "newest" });
    for (let pages = 0; pages < GAP_PAGES && held && page.hasMore; pages += 1) {
      const first = page.messages[0]?.seq ?? 0;
      if (first <= held.to + 1) return;
      page = await read(id, { kind: "before", seq: first });
    }
  }

  async function loadAround(seq: number): Promise<void> {
    const { id, chat } = store.getState();
    if (id === null) return;
    if (!holds(chat, seq)) await read(id, { kind: "after", seq: Math.max(0, seq - 1 - PAGE / 2) });
    showAround(seq);
  }

  const readAt = (seqs: readonly number[]) => readPages(conversation, api, seqs);
  const { readOn, check, dispose } = soon;
  return { load, ...createPager(conversation, read), loadAround, readAt, readOn, check, dispose };
}

/** More above what is shown, and below it. */
function createPager(
  { store, set }: ConversationStore,
  read: Read,
): Pick<MessageLoader, "loadOlder" | "loadNewer"> {
  async function loadOlder(): Promise<void> {
    const { id, chat, hasOlder, around, loadingOlder } = store.getState();
    const from = (around ?? loadedTail(chat))?.from;
    const more = around ? around.from > 1 : hasOlder;
    if (id === null || !more || loadingOlder || from === undefined) return;
    set({ loadingOlder: true, olderFailure: null });
    try {
      await read(id, { kind: "before", seq: from });
      set({ loadingOlder: false });
    } catch (thrown) {
      set({ loadingOlder: false, olderFailure: toFailure(thrown) });
    }
  }

  async function loadNewer(): Promise<void> {
    const { id, around, loadingNewer } = store.getState();
    if (id === null || around === null || loadingNewer) return;
    set({ loadingNewer: true });
    try {
      await read(id, { kind: "after", seq: around.to });
    } catch {
      // Scrolling on asks again.
    } finally {
      set({ loadingNewer: false });
    }
  }

  return { loadOlder, loadNewer };
}

function createReader({ store, apply }: ConversationStore, api: Pick<ApiClient, "messages">): Read {
  return async (id, span) => {
    const readTo = loadedTail(store.getState().chat)?.to ?? 0;
    const page = await api.messages(id, asked(span), PAGE);
    apply({ type: "page", span, messages: page.messages, hasMore: page.hasMore, readTo });
    return page;
  };
}

function holds(chat: ChatState, seq: number): boolean {
  return chat.covered.some(({ from, to }) => from <= seq && seq <= to);
}

async function readPages(
  { store, apply }: ConversationStore,
  api: Pick<ApiClient, "messages">,
  seqs: readonly number[],
): Promise<void> {
  const { id, chat } = store.getState();
  const from = loadedTail(chat)?.from ?? Infinity;
  if (id === null) return;
  try {
    for (const { first, last } of pagesOf(seqs.filter((seq) => seq >= from))) {
      const { messages, hasMore } = await api.messages(id, { after: first - 1 }, last - first + 1);
      apply({ type: "page", span: { kind: "after", seq: first - 1 }, messages, hasMore });
    }
  } catch {
    // Live sync is a hint: the next reading brings it.
  }
}

/** Seqs in as few pages as hold them. */
function pagesOf(seqs: readonly number[]): { first: number; last: number }[] {
  const pages: { first: number; last: number }[] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const page = pages.at(-1);
    if (page && seq < page.first + PAGE) page.last = seq;
    else pages.push({ first: seq, last: seq });
  }
  return pages;
}

type Read = (id: ConversationId, span: PageSpan) => Promise<MessagePage>;

/** Fetches, after a short while and then more and more rarely, as long as the replica lacks something. */
function createRefetcher({ store, apply }: ConversationStore, read: Read) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let busy = false;
  let tries = 0;

  function check(): void {
    const { chat, phase } = store.getState();
    if (phase !== "ready" || !needsRefetch(chat)) {
      tries = 0;
      return;
    }
    if (timer || busy || tries >= MOST_TRIES) return;
    timer = setTimeout(() => void run(), Math.min(SOON_MS * 2 ** tries, SLOWEST_MS));
    tries += 1;
  }

  async function run(): Promise<void> {
    timer = null;
    if (needsRefetch(store.getState().chat)) await readOn();
    check();
  }

  async function readOn(): Promise<void> {
    const { id, chat, phase } = store.getState();
    if (id === null || phase !== "ready" || busy) return;
    busy = true;
    try {
      let from = refetchFrom(chat);
      for (let page = await readFrom(id, from); page.hasMore; page = await readFrom(id, from)) {
        from = (page.messages.at(-1)?.seq ?? from) + 1;
      }
    } catch (thrown) {
      if (toFailure(thrown).status === 404) apply({ type: "deleted" });
    } finally {
      busy = false;
    }
  }

  const readFrom = (id: ConversationId, seq: number) => read(id, { kind: "after", seq: seq - 1 });

  function dispose(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }
  return { check, readOn, dispose };
}

function asked(span: PageSpan): { before: number } | { after: number } | null {
  switch (span.kind) {
    case "newest":
      return null;
    case "before":
      return { before: span.seq };
    case "after":
      return { after: span.seq };
    default:
      return span satisfies never;
  }
}
