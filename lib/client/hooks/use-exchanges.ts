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
  pin: (exchange: Exchange, pinned: boolean) => Promise<void>;
};

const PAGE = 100;

/** The exchanges between two seqs, read page by page, and pins for them. */
export function useExchanges(id: ConversationId, from: number, to: number): Exchanges {
  const { api, marker } = useWorkspace();
  const reader = useMemo(() => createExchanges(api, marker, { id, from, to }), [api, marker, id, from, to]);
  useEffect(() => void reader.more(), [reader]);
  return { ...useStore(reader.store), more: reader.more, pin: reader.pin };
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
      const after = rows.at(-1)?.seq ?? from - 1;
      const page = await api.messages(id, { after }, PAGE);
      rows = [...rows, ...page.messages.filter(({ seq }) => seq <= to)];
      const last = page.messages.at(-1)?.seq ?? to;
      store.setState({ exchanges: exchangesOf(rows), loading: false, hasMore: page.hasMore && last < to });
    } catch (thrown) {
      store.setState({ loading: false, failure: toFailure(thrown) });
    }
  }

  async function pin({ messages }: Exchange, pinned: boolean): Promise<void> {
    await marker.mark(id, messages, { pinned });
    const ids = new Set(messages.map((message) => message.id));
    rows = rows.map((row) => (ids.has(row.id) ? { ...row, pinned, muted: row.muted && !pinned } : row));
    store.setState({ exchanges: exchangesOf(rows) });
  }

  return { store, more, pin };
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
