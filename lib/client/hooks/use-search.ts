"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import type { SearchAnswer, SearchRequest } from "@/types/search";
import { toFailure, type ApiFailure } from "../api-failure";
import { useWorkspace } from "./workspace-context";

/** While somebody types, the search waits this long for the next letter. */
const PAUSE_MS = 140;

export type SearchView = {
  /** Of the words that were searched last; stays while the next ones are on their way. */
  answer: SearchAnswer | null;
  /** What `answer` answers. */
  asked: SearchRequest | null;
  loading: boolean;
  failure: ApiFailure | null;
  /** The next page is on its way. */
  loadingMore: boolean;
  loadMore: () => void;
  again: () => void;
};

type State = Omit<SearchView, "loadMore" | "again">;

const NOTHING: State = { answer: null, asked: null, loading: false, failure: null, loadingMore: false };

/** Searches for whatever is asked, once it has rested for a moment; null asks for nothing. */
export function useSearch(request: SearchRequest | null): SearchView {
  const { api } = useWorkspace();
  const [state, patch] = useReducer(merge, NOTHING);
  const [round, again] = useReducer((count: number) => count + 1, 0);
  const first = useRef(true);
  const key = request === null ? null : JSON.stringify(request);

  useEffect(() => {
    if (key === null) {
      patch(NOTHING);
      return;
    }
    const asked = JSON.parse(key) as SearchRequest;
    const late = new AbortController();
    patch({ loading: true, loadingMore: false });
    const ask = async () => {
      try {
        const answer = await api.search(asked, late.signal);
        patch({ answer, asked, loading: false, failure: null });
      } catch (thrown) {
        if (!late.signal.aborted) patch({ loading: false, failure: toFailure(thrown) });
      }
    };
    const timer = setTimeout(() => void ask(), first.current ? 0 : PAUSE_MS);
    first.current = false;
    return () => {
      clearTimeout(timer);
      late.abort();
    };
  }, [api, key, round]);

  const { answer, asked, loading, loadingMore } = state;
  const cursor = answer?.nextCursor ?? null;
  const loadMore = useCallback(() => {
    if (cursor === null || asked === null || answer === null || loading || loadingMore) return;
    patch({ loadingMore: true });
    api.search({ ...asked, cursor }).then(
      (next) => patch((state) => ({ loadingMore: false, ...joined(state, answer, next) })),
      (thrown: unknown) => patch({ loadingMore: false, failure: toFailure(thrown) }),
    );
  }, [api, answer, asked, cursor, loading, loadingMore]);

  return { ...state, loadMore, again };
}

function merge(state: State, change: Partial<State> | ((state: State) => Partial<State>)): State {
  return { ...state, ...(typeof change === "function" ? change(state) : change) };
}

/** The page is put to the answer that it continues, and to no other. */
function joined(state: State, before: SearchAnswer, next: SearchAnswer): Partial<State> {
  return state.answer === before ? { answer: { ...next, hits: [...before.hits, ...next.hits] } } : {};
}
