"use client";

import { useEffect, useMemo } from "react";
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand/react";
import type { Message } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { toFailure, type ApiFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { Marker } from "../workspace/marker";
import { useWorkspace } from "./workspace-context";

/** A question and what answered it. */
export type Exchange = { key: string; messages: Message[] };

type ExchangesState = {
  exchanges: readonly Exchange[];
  loading: boolean;
  failure: ApiFailure | null;
  hasMore: boolean;
};

export type Exchanges = ExchangesState & {
  more: () => Promise<void>;
  /** Throws ApiFailure; a full pin is refused with its numbers. */
  pin: (messages: readonly Message[], pinned: boolean) => Promise<void>;
  /** Takes a pin back from messages as they were before it, muted ones muted again. Throws ApiFailure. */
  restore: (before: readonly Message[]) => Promise<void>;
};

const PAGE = 100;
/** A line may name the question alone, or the answer: so many rows around it are read for the other half. */
const AROUND = 8;

/** The exchanges that two seqs and what is between them belong to, read page by page, and pins for them. */
export function useExchanges(id: ConversationId, from: number, to: number): Exchanges {
  const { api, marker } = useWorkspace();
  const reader = useMemo(() => createExchanges(api, marker, { id, from, to }), [api, marker, id, from, to]);
  useEffect(() => void reader.more(), [reader]);
  return { ...useStore(reader.store), more: reader.more, pin: reader.pin, restore: reader.restore };
}

type Place = { id: ConversationId; from: number; to: number };

function createExchanges(
  api: Pick<ApiClient, "messages">,
  marker: Pick<Marker, "mark">,
  { id, from, to }: Place,
) {
  let rows: Message[] = [];
  const store = createStore<ExchangesState>(() => ({
    exchanges: [],
    loading: false,
    failure: null,
    hasMore: true,
  }));

  async function more(): Promise<void> {
    const { loading, hasMore } = store.getState();
    if (loading || !hasMore) return;
    store.setState({ loading: true, failure: null });
    try {
      const after = rows.at(-1)?.seq ?? Math.max(0, from - 1 - AROUND);
      const page = await api.messages(id, { after }, PAGE);
      rows = [...rows, ...page.messages.filter(({ seq }) => seq <= to + AROUND)];
      const last = page.messages.at(-1)?.seq ?? to;
      store.setState({ exchanges: within(), loading: false, hasMore: page.hasMore && last < to });
    } catch (thrown) {
      store.setState({ loading: false, failure: toFailure(thrown) });
    }
  }

  async function pin(messages: readonly Message[], pinned: boolean): Promise<void> {
    await marker.mark(id, messages, { pinned });
    show(messages, (row) => ({ ...row, pinned, muted: row.muted && !pinned }));
  }

  async function restore(before: readonly Message[]): Promise<void> {
    const [muted, others] = [before.filter((row) => row.muted), before.filter((row) => !row.muted)];
    // Muting takes the pin off as well.
    if (muted.length > 0) await marker.mark(id, muted, { muted: true });
    if (others.length > 0) await marker.mark(id, others, { pinned: false });
    show(before, (row) => ({ ...row, pinned: false, muted: muted.some((one) => one.id === row.id) }));
  }

  function show(changed: readonly Message[], change: (row: Message) => Message): void {
    const ids = new Set(changed.map((message) => message.id));
    rows = rows.map((row) => (ids.has(row.id) ? change(row) : row));
    store.setState({ exchanges: within() });
  }

  function within(): Exchange[] {
    return exchangesOf(rows).filter(({ messages }) => messages.some(({ seq }) => seq >= from && seq <= to));
  }

  return { store, more, pin, restore };
}

/** A user's message begins an exchange; what follows it up to the next one belongs to it. */
function exchangesOf(rows: readonly Message[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const row of rows) {
    if (row.kind !== "chat") continue;
    const last = exchanges.at(-1);
    if (row.role === "user" || !last) exchanges.push({ key: row.id, messages: [row] });
    else last.messages.push(row);
  }
  return exchanges;
}
