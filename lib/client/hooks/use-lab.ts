"use client";

import { useEffect, useMemo } from "react";
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand/react";
import type { LabAnswer, LabRun } from "@/types/lab";
import type { Cost } from "@/types/receipt";
import type { ConversationId } from "@/types/ids";
import { toFailure, type ApiFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import { useWorkspace } from "./workspace-context";

export type LabPrice = NonNullable<LabAnswer["price"]>;

export type LabState = {
  /** What is being done now. Answers cost; a replay does not. */
  working: "replay" | "answers" | null;
  /** Budgets of the run, and how many of them are done. */
  budgets: readonly number[];
  done: number;
  runs: readonly LabRun[];
  question: string | null;
  /** Of how many messages how many were replayed; null before a run. */
  replayed: LabAnswer["replayed"] | null;
  /** What every answer together takes at most. */
  price: LabPrice | null;
  failure: ApiFailure | null;
};

export type Lab = LabState & {
  /** Replays the conversation under every strategy; spends nothing. */
  replay: (budgets: readonly number[]) => Promise<void>;
  /** Asks the model for each one's answer to the last question; costs at most `price`. */
  ask: () => Promise<void>;
  cancel: () => void;
};

/** A conversation replayed under other strategies and budgets, one budget at a time, so that there is progress to show. */
export function useLab(id: ConversationId): Lab {
  const { api } = useWorkspace();
  const lab = useMemo(() => createLab(api, id), [api, id]);
  useEffect(() => lab.cancel, [lab]);
  return { ...useStore(lab.store), replay: lab.replay, ask: lab.ask, cancel: lab.cancel };
}

const NOTHING: LabState = {
  working: null,
  budgets: [],
  done: 0,
  runs: [],
  question: null,
  replayed: null,
  price: null,
  failure: null,
};

function createLab(api: Pick<ApiClient, "lab">, id: ConversationId) {
  const store = createStore<LabState>(() => NOTHING);
  let current: AbortController | null = null;

  async function go(answers: boolean, take: (answer: LabAnswer) => Partial<LabState>): Promise<void> {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    try {
      for (const [index, budget] of store.getState().budgets.entries()) {
        const answer = await api.lab(id, [budget], answers, mine.signal);
        if (mine.signal.aborted) return;
        store.setState({ ...take(answer), done: index + 1 });
      }
      store.setState({ working: null });
    } catch (thrown) {
      if (!mine.signal.aborted) store.setState({ ...ended(store.getState()), failure: toFailure(thrown) });
    }
  }

  function replay(budgets: readonly number[]): Promise<void> {
    store.setState({ ...NOTHING, budgets: budgets.toSorted((a, b) => a - b), working: "replay" });
    return go(false, ({ runs, price, question, replayed }) => {
      const before = store.getState();
      return { runs: [...before.runs, ...runs], question, replayed, price: together(before.price, price) };
    });
  }

  function ask(): Promise<void> {
    store.setState({ working: "answers", done: 0, failure: null });
    return go(true, ({ runs }) => ({ runs: replaced(store.getState().runs, runs) }));
  }

  function cancel(): void {
    current?.abort();
    store.setState(ended(store.getState()));
  }

  return { store, replay, ask, cancel };
}

/** A replay that was left early keeps the budgets it got through: the price is theirs alone. */
function ended({ working, budgets, done }: LabState): Partial<LabState> {
  return { working: null, budgets: working === "replay" ? budgets.slice(0, done) : budgets };
}

function replaced(runs: readonly LabRun[], newer: readonly LabRun[]): LabRun[] {
  return runs.map(
    (run) => newer.find((one) => one.strategy === run.strategy && one.maxTokens === run.maxTokens) ?? run,
  );
}

function together(a: LabPrice | null, b: LabPrice | null): LabPrice | null {
  if (!a || !b) return a ?? b;
  return { tokens: a.tokens + b.tokens, cost: sum(a.cost, b.cost) };
}

/** null where one of them has no known price: a part of the truth would look like all of it. */
function sum(a: Cost | null, b: Cost | null): Cost | null {
  return a && b ? { ...a, amount: a.amount + b.amount } : null;
}
