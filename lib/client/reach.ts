import { createStore, type StoreApi } from "zustand/vanilla";

/** offline: this device has no network; unreachable: the network is there and the server does not answer. */
export type ReachState = "online" | "offline" | "unreachable";

const FIRST_PROBE_MS = 1_000;
const SLOWEST_PROBE_MS = 15_000;

export type Reach = {
  state: StoreApi<ReachState>;
  /** To be told after every request whether the server answered. */
  note: (reached: boolean) => void;
  /** Listens to the browser and asks a server that was lost, more and more rarely, until it answers. */
  start: () => () => void;
};

/** Whether the server can be reached. `probe` rejects while it can't. */
export function createReach(probe: () => Promise<void>): Reach {
  const state = createStore<ReachState>(() => "online");
  let timer: ReturnType<typeof setTimeout> | null = null;
  let delay = FIRST_PROBE_MS;
  let started = false;

  function note(reached: boolean): void {
    if (reached) delay = FIRST_PROBE_MS;
    state.setState(reached ? "online" : hasNetwork() ? "unreachable" : "offline", true);
    if (!reached) plan();
  }

  function plan(): void {
    if (timer || !started) return;
    timer = setTimeout(() => {
      timer = null;
      void ask();
    }, delay);
    delay = Math.min(delay * 2, SLOWEST_PROBE_MS);
  }

  async function ask(): Promise<void> {
    if (state.getState() === "online") return;
    await probe().then(
      () => note(true),
      () => note(false),
    );
  }

  function start(): () => void {
    started = true;
    const online = () => {
      delay = FIRST_PROBE_MS;
      void ask();
    };
    const offline = () => note(false);
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    if (!hasNetwork()) note(false);
    return () => {
      started = false;
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      if (timer) clearTimeout(timer);
      timer = null;
    };
  }

  return { state, note, start };
}

function hasNetwork(): boolean {
  return typeof navigator === "undefined" || navigator.onLine;
}
