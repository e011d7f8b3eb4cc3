import { createStore, type StoreApi } from "zustand/vanilla";
import { toFailure, type ApiFailure } from "../api-failure";

export type ResourceState<T> = { data: T | null; loading: boolean; failure: ApiFailure | null };

export type Resource<T> = {
  store: StoreApi<ResourceState<T>>;
  /** Reads it unless it is there or on its way. */
  need: () => void;
  reload: () => Promise<void>;
  put: (data: T) => void;
};

/** One thing that is read whole and kept. */
export function createResource<T>(read: () => Promise<T>): Resource<T> {
  const store = createStore<ResourceState<T>>(() => ({ data: null, loading: false, failure: null }));

  async function reload(): Promise<void> {
    store.setState({ loading: true });
    try {
      store.setState({ data: await read(), loading: false, failure: null });
    } catch (thrown) {
      store.setState({ loading: false, failure: toFailure(thrown) });
    }
  }

  function need(): void {
    const { data, loading } = store.getState();
    if (data === null && !loading) void reload();
  }

  return { store, need, reload, put: (data) => store.setState({ data }) };
}
