import { createStore, type StoreApi } from "zustand/vanilla";
import type { ContextReport } from "@/types/chat";
import type { ContextRequest } from "../api-client";
import { toFailure, type ApiFailure } from "../api-failure";

export type MeterState = {
  report: ContextReport | null;
  /** A newer count is on its way. */
  counting: boolean;
  failure: ApiFailure | null;
  /** When the report came, in milliseconds. */
  countedAt: number | null;
  /** Tokens of a reply that has just ended and is not part of the report yet. */
  justWritten: number;
};

export type MeterStore = {
  store: StoreApi<MeterState>;
  /** Counts again, soon: for a draft that is being typed, settings, or a finished reply. */
  ask: () => void;
  /** A reply of this many tokens has ended: shown as written until the next count holds it. */
  ended: (tokens: number) => void;
  /** A call's own report, from its event stream. */
  take: (report: ContextReport) => void;
  dispose: () => void;
};

const AFTER_TYPING_MS = 250;

/** The server's count of what the next call would hold. A newer question makes an older answer void. */
export function createMeterStore(
  request: () => ContextRequest,
  count: (body: ContextRequest, signal: AbortSignal) => Promise<ContextReport>,
): MeterStore {
  const store = createStore<MeterState>(() => ({
    report: null,
    counting: false,
    failure: null,
    countedAt: null,
    justWritten: 0,
  }));
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asked: AbortController | null = null;

  const asksAgain = () => timer !== null;

  function ask(): void {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void run(), AFTER_TYPING_MS);
    store.setState({ counting: true });
  }

  async function run(): Promise<void> {
    timer = null;
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    try {
      const report = await count(request(), mine.signal);
      if (asked === mine) take(report);
    } catch (thrown) {
      if (asked === mine) store.setState({ counting: asksAgain(), failure: toFailure(thrown) });
    }
  }

  function take(report: ContextReport): void {
    store.setState({
      report,
      counting: timer !== null,
      failure: null,
      countedAt: Date.now(),
      justWritten: 0,
    });
  }

  function dispose(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    asked?.abort();
    asked = null;
    if (store.getState().counting) store.setState({ counting: false });
  }

  return { store, ask, take, dispose, ended: (tokens) => store.setState({ justWritten: tokens }) };
}
