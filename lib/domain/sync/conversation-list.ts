import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";

/** Where the loaded part of the list ends: the last row of the last page. */
type Boundary = { updatedAt: string; id: ConversationId };

export type ConversationListState = {
  byId: ReadonlyMap<ConversationId, Conversation>;
  /** Deletes stay: a late answer never brings a conversation back. */
  deleted: ReadonlySet<ConversationId>;
  /** Titles shown while the server is being told. */
  renames: ReadonlyMap<ConversationId, string>;
  /** Conversations whose reply ended while they were not looked at. */
  ended: ReadonlySet<ConversationId>;
  boundary: Boundary | null;
  nextCursor: string | null;
  hasMore: boolean;
  loaded: boolean;
};

export type ConversationListEvent =
  | {
      type: "page";
      /** First: read from the top; otherwise it continues at the cursor. */
      first: boolean;
      conversations: readonly Conversation[];
      nextCursor: string | null;
      hasMore: boolean;
      /** What was known when a first page was asked for: what it should hold and does not, was deleted. */
      knownBefore: ReadonlySet<ConversationId>;
    }
  | { type: "upsert"; conversation: Conversation; /** The one that is being looked at. */ open: boolean }
  | { type: "deleted"; id: ConversationId }
  | { type: "visited"; id: ConversationId }
  | { type: "rename_started"; id: ConversationId; title: string }
  /** The stored row when it worked; without one the old title comes back. */
  | { type: "rename_settled"; id: ConversationId; conversation: Conversation | null };

export const emptyList: ConversationListState = {
  byId: new Map(),
  deleted: new Set(),
  renames: new Map(),
  ended: new Set(),
  boundary: null,
  nextCursor: null,
  hasMore: false,
  loaded: false,
};

/** The one way the replica of the conversation list changes. */
export function applyListEvent(
  state: ConversationListState,
  event: ConversationListEvent,
): ConversationListState {
  switch (event.type) {
    case "page":
      return takePage(state, event);
    case "upsert":
      return takeRow(state, event.conversation, event.open);
    case "deleted":
      return remove(state, event.id);
    case "visited":
      return visit(state, event.id);
    case "rename_started":
      if (state.deleted.has(event.id)) return state;
      return { ...state, renames: new Map(state.renames).set(event.id, event.title) };
    case "rename_settled":
      return settleRename(state, event.id, event.conversation);
    default:
      return event satisfies never;
  }
}

function takePage(
  state: ConversationListState,
  page: Extract<ConversationListEvent, { type: "page" }>,
): ConversationListState {
  let next = page.first ? withoutGone(state, page) : state;
  for (const conversation of page.conversations) next = takeRow(next, conversation, false);
  // A fresh first page while more is loaded only brings its rows: the loaded part stays as long as it is.
  if (page.first && state.loaded && state.boundary) return next;
  const last = page.conversations.at(-1);
  return {
    ...next,
    boundary: last ? { updatedAt: last.updatedAt, id: last.id } : state.boundary,
    nextCursor: page.nextCursor,
    hasMore: page.hasMore,
    loaded: true,
  };
}

/** A first page holds every conversation down to its last row, and rows only ever move up. */
function withoutGone(
  state: ConversationListState,
  page: Extract<ConversationListEvent, { type: "page" }>,
): ConversationListState {
  const present = new Set(page.conversations.map((row) => row.id));
  const last = page.conversations.at(-1);
  let next = state;
  for (const row of state.byId.values()) {
    if (present.has(row.id) || !page.knownBefore.has(row.id)) continue;
    if (!page.hasMore || (last && newestFirst(row, last) < 0)) next = remove(next, row.id);
  }
  return next;
}

function takeRow(state: ConversationListState, row: Conversation, open: boolean): ConversationListState {
  const known = state.byId.get(row.id);
  if (state.deleted.has(row.id) || (known && known.revision >= row.revision)) return state;
  const next = { ...state, byId: new Map(state.byId).set(row.id, row) };
  if (known?.running && !row.running && !open) return { ...next, ended: new Set(state.ended).add(row.id) };
  return row.running ? visit(next, row.id) : next;
}

function remove(state: ConversationListState, id: ConversationId): ConversationListState {
  if (state.deleted.has(id)) return state;
  const byId = new Map(state.byId);
  byId.delete(id);
  const renames = new Map(state.renames);
  renames.delete(id);
  return { ...visit(state, id), byId, renames, deleted: new Set(state.deleted).add(id) };
}

function visit(state: ConversationListState, id: ConversationId): ConversationListState {
  if (!state.ended.has(id)) return state;
  const ended = new Set(state.ended);
  ended.delete(id);
  return { ...state, ended };
}

function settleRename(
  state: ConversationListState,
  id: ConversationId,
  conversation: Conversation | null,
): ConversationListState {
  const renames = new Map(state.renames);
  renames.delete(id);
  const next = { ...state, renames };
  return conversation ? takeRow(next, conversation, false) : next;
}

/** Loaded conversations, newest activity first, with the titles as they are to be shown. */
export function listed(state: ConversationListState): Conversation[] {
  const rows: Conversation[] = [];
  for (const row of state.byId.values()) {
    // A row opened by its address may be older than the loaded part; it waits there for its page.
    if (state.hasMore && state.boundary && newestFirst(state.boundary, row) < 0) continue;
    rows.push(shown(row, state.renames.get(row.id)));
  }
  return rows.sort(newestFirst);
}

/** A conversation under the title it is being renamed to. */
export function shown(row: Conversation, title: string | undefined): Conversation {
  return title === undefined ? row : { ...row, title, titleSource: "user" };
}

function newestFirst(a: Boundary, b: Boundary): number {
  const timeA = comparable(a.updatedAt);
  const timeB = comparable(b.updatedAt);
  if (timeA !== timeB) return timeA < timeB ? 1 : -1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

/** ISO 8601 in UTC without its zone, so that "….12Z" and "….123+00:00" compare as text. */
function comparable(iso: string): string {
  return iso.endsWith("Z") ? iso.slice(0, -1) : iso.slice(0, -6);
}
