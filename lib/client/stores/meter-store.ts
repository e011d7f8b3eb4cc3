import { createStore, type StoreApi } from "zustand/vanilla";
import type { ContextAnswer } from "@/types/api";
import type { ContextContents, ContextReport } from "@/types/context";
import type { ContextRequest, ContextSettings } from "../api-client";
import { toFailure, type ApiFailure } from "../api-failure";

export type MeterState = {
  report: ContextReport | null;
  /** Everything in the call and out of it, as of the last count that was asked for it. */
  contents: ContextContents | null;
  /** A newer count is on its way. */
  counting: boolean;
  failure: ApiFailure | null;
  /** When the report came, in milliseconds. */
  countedAt: number | null;
  /** Tokens of a reply that has just ended and is not part of the report yet. */
  justWritten: number;
  /** Settings that are being tried out: what is counted is under these instead of the stored ones. */
  trial: Partial<ContextSettings> | null;
};

export type MeterStore = {
  store: StoreApi<MeterState>;
  /** Counts again, soon: for a draft that is being typed, settings, or a finished reply. */
  ask: () => void;
  /** A reply of this many tokens has ended: shown as written until the next count holds it. */
  ended: (tokens: number) => void;
  /** A call's own report, from its event stream. */
  take: (report: ContextReport) => void;
  /** Counts with contents until the returned function is called. */
  openContents: () => () => void;
  /** Counts under these settings instead of the stored ones; null: the stored ones again. */
  tryOut: (settings: Partial<ContextSettings> | null) => void;
  dispose: () => void;
};

const AFTER_TYPING_MS = 250;
const NOTHING: MeterState = {
  report: null,
  contents: null,
  counting: false,
  failure: null,
  countedAt: null,
  justWritten: 0,
  trial: null,
};

/** The server's count of what the next call would hold. A newer question makes an older answer void. */
export function createMeterStore(
  request: () => ContextRequest,
  count: (body: ContextRequest, signal: AbortSignal) => Promise<ContextAnswer>,
): MeterStore {
  const store = createStore<MeterState>(() => NOTHING);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asked: AbortController | null = null;
  let readers = 0;

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
      const body = bodyOf(request(), store.getState().trial, readers > 0);
      const { contents, ...report } = await count(body, mine.signal);
      if (asked !== mine) return;
      take(report);
      if (contents) store.setState({ contents });
    } catch (thrown) {
      if (asked === mine) store.setState({ counting: asksAgain(), failure: toFailure(thrown) });
    }
  }

  function take(report: ContextReport): void {
    const counting = asksAgain();
    store.setState({ report, counting, failure: null, countedAt: Date.now(), justWritten: 0 });
  }

  function openContents(): () => void {
    readers += 1;
    ask();
    return () => {
      readers -= 1;
    };
  }

  function tryOut(trial: MeterState["trial"]): void {
    if (trial === null && store.getState().trial === null) return;
    store.setState({ trial });
    ask();
  }

  function dispose(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    asked?.abort();
    asked = null;
    if (store.getState().counting) store.setState({ counting: false });
  }

  const ended = (tokens: number) => store.setState({ justWritten: tokens });
  return { store, ask, take, openContents, tryOut, dispose, ended };
}

function bodyOf(body: ContextRequest, trial: MeterState["trial"], contents: boolean): ContextRequest {
  const { memoryStrategy, ...settings } = trial ?? {};
  return {
    ...body,
    ...settings,
    ...(memoryStrategy ? { strategy: memoryStrategy } : {}),
    ...(contents ? { include: "contents" } : {}),
  };
}
