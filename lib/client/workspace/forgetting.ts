import { createStore, type StoreApi } from "zustand/vanilla";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import { toFailure, type ApiFailure } from "../api-failure";
import type { ApiClient } from "../api-client";

/** Before anything is forgotten it is held for so long, and can be taken back. */
export const HOLD_MS = 10_000;

export type ForgetOutcome = {
  onForgotten: (receipt: DeletionReceipt) => void;
  onFailed: (failure: ApiFailure) => void;
};

export type Forgetting = {
  /** What is held now; `leaving` can no longer be taken back. */
  held: StoreApi<ReadonlyMap<MemoryId, "held" | "leaving">>;
  /** Forgets them in ten seconds. Returns how to take it back. */
  forget: (ids: readonly MemoryId[], outcome: ForgetOutcome) => () => void;
  /** Takes back whatever holds this one. */
  undo: (id: MemoryId) => void;
  start: () => () => void;
};

type Hold = {
  ids: readonly MemoryId[];
  outcome: ForgetOutcome;
  timer: ReturnType<typeof setTimeout>;
  leaving: boolean;
};

/** The hold before forgetting. Whoever leaves the page meanwhile meant it: it is done at once. */
export function createForgetting(
  api: Pick<ApiClient, "forget">,
  onGone: (ids: readonly MemoryId[]) => void,
): Forgetting {
  const held = createStore<ReadonlyMap<MemoryId, "held" | "leaving">>(() => new Map());
  const holds = new Set<Hold>();

  function takeBack(hold: Hold): void {
    if (hold.leaving) return;
    clearTimeout(hold.timer);
    if (holds.delete(hold)) show();
  }

  function show(): void {
    const states = [...holds].flatMap(({ ids, leaving }) =>
      ids.map((id) => [id, leaving ? "leaving" : "held"] as const),
    );
    held.setState(new Map(states), true);
  }

  async function carryOut(hold: Hold): Promise<void> {
    const { ids, outcome } = hold;
    hold.leaving = true;
    show();
    try {
      const receipt = await api.forget({ memoryIds: ids });
      onGone(ids);
      outcome.onForgotten(receipt);
    } catch (thrown) {
      outcome.onFailed(toFailure(thrown));
    } finally {
      holds.delete(hold);
      show();
    }
  }

  function forget(ids: readonly MemoryId[], outcome: ForgetOutcome): () => void {
    const timer = setTimeout(() => void carryOut(hold), HOLD_MS);
    const hold: Hold = { ids, outcome, timer, leaving: false };
    holds.add(hold);
    show();
    return () => takeBack(hold);
  }

  function undo(id: MemoryId): void {
    for (const hold of holds) if (hold.ids.includes(id)) takeBack(hold);
  }

  function flush(): void {
    for (const hold of holds) {
      if (hold.leaving) continue;
      takeBack(hold);
      void api.forget({ memoryIds: hold.ids }, [], true).catch(() => undefined);
    }
  }

  function start(): () => void {
    window.addEventListener("pagehide", flush);
    return () => window.removeEventListener("pagehide", flush);
  }

  return { held, forget, undo, start };
}
