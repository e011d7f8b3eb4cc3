"use client";

import { useEffect, useMemo } from "react";
import { useStore } from "zustand/react";
import type { AccountAnswer, SummariesAnswer, SummaryAnswer } from "@/types/api";
import type { ConversationId } from "@/types/ids";
import { toFailure, type ApiFailure } from "../api-failure";
import type { SummaryEdit } from "../api-client";
import { createResource } from "../stores/resource";
import { useResource, type ResourceView } from "./use-resource";
import { useWorkspace } from "./workspace-context";

/** `conflict`: another device was faster; what is shown by then is its version. */
export type SummaryOutcome = { status: "done"; answer: SummaryAnswer } | { status: "conflict" };

export type SummariesView = {
  data: SummariesAnswer | null;
  failure: ApiFailure | null;
  reload: () => Promise<void>;
  /** These throw ApiFailure, after reading what is stored now. */
  edit: (edit: SummaryEdit) => Promise<SummaryOutcome>;
  use: (version: number | null, expected: number | null) => Promise<SummaryOutcome>;
  summarize: (rebuild: boolean) => Promise<SummaryOutcome>;
};

/** All versions of a conversation's summary; read again whenever another one comes into use, wherever that was done. */
export function useSummaries(id: ConversationId): SummariesView {
  const { api, list } = useWorkspace();
  const versions = useMemo(() => {
    const resource = createResource(() => api.summaries(id));
    return { store: resource.store, reload: oneAtATime(resource.reload) };
  }, [api, id]);
  const inUse = useStore(list.store, (state) => state.list.byId.get(id)?.summaryVersion ?? null);
  useEffect(() => {
    const { data } = versions.store.getState();
    if (data === null || data.active !== inUse) void versions.reload();
  }, [versions, inUse]);
  const { data, failure } = useStore(versions.store);
  const changes = useMemo(() => {
    const active = () => versions.store.getState().data?.active ?? null;
    const change = async (expected: number | null, work: () => Promise<SummaryAnswer>) => {
      let answer: SummaryAnswer;
      try {
        answer = await work();
      } catch (thrown) {
        await versions.reload();
        if (active() !== expected) return { status: "conflict" } as const;
        throw toFailure(thrown);
      }
      await versions.reload();
      void list.read(id);
      return { status: "done", answer } as const;
    };
    return {
      edit: (edit: SummaryEdit) => change(edit.version, () => api.editSummary(id, edit)),
      use: (version: number | null, expected: number | null) =>
        change(expected, () => api.activateSummary(id, version, expected)),
      summarize: (rebuild: boolean) => change(active(), () => api.summarize(id, rebuild)),
    };
  }, [api, list, id, versions]);
  return { data, failure, reload: versions.reload, ...changes };
}

/** What was spent on a conversation and what its summaries saved; read again after each of its calls. */
export function useAccount(id: ConversationId): ResourceView<AccountAnswer> {
  const { api, list } = useWorkspace();
  const account = useMemo(() => createResource(() => api.account(id)), [api, id]);
  const spent = useStore(list.store, (state) => state.list.byId.get(id)?.totalTokens ?? 0);
  useEffect(() => {
    if (account.store.getState().data !== null) void account.reload();
  }, [account, spent]);
  return useResource(account);
}

/** Reads that are asked for while one runs become one more read after it, so that an old answer never stays. */
function oneAtATime(read: () => Promise<void>): () => Promise<void> {
  let asked = 0;
  let running: Promise<void> | null = null;
  const run = async () => {
    let seen: number;
    do {
      seen = asked;
      await read();
    } while (seen !== asked);
    running = null;
  };
  return () => {
    asked += 1;
    running ??= run();
    return running;
  };
}
