"use client";

import { useMemo } from "react";
import type { ApiFailure } from "@/lib/client/api-failure";
import { toFailure } from "@/lib/client/api-failure";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { MemoryEdit, NewMemory } from "@/lib/client/memory-api";
import type { DeletionReceipt, Memory, MemoryId } from "@/types/memory";
import { notify, withdrawNotice } from "@/components/ui/notify";
import { memoriesWords } from "./memory-words";
import { sayForgotten } from "./say-forgotten";
import { useOpenReceipt } from "./use-open-receipt";

/** `conflict`: it was changed elsewhere; what is shown by then is the newer one. */
export type EditOutcome = { status: "done" } | { status: "conflict" } | { status: "failed"; why: string };

export type MemoryWork = {
  /** Throws ApiFailure. */
  add: (wish: NewMemory) => Promise<void>;
  edit: (memory: Memory, edit: Omit<MemoryEdit, "revision">) => Promise<EditOutcome>;
  /** Throws ApiFailure. The first stays. */
  merge: (ids: readonly MemoryId[], content: string) => Promise<void>;
  /** In ten seconds, if nobody takes it back. */
  forget: (ids: readonly MemoryId[]) => void;
  undoForget: (id: MemoryId) => void;
  /** Throws ApiFailure. */
  forgetAll: () => Promise<void>;
};

/** What can be done with memories, told to everything that shows them. */
export function useMemoryWork(): MemoryWork {
  const { api, memories } = useWorkspace();
  const openReceipt = useOpenReceipt();
  return useMemo(() => {
    const say = (receipt: DeletionReceipt) => sayForgotten(receipt, () => openReceipt(receipt));
    return {
      async add(wish) {
        const { memory, closed, merged } = await api.addMemory(wish);
        memories.tell(closed.length > 0 ? { kind: "many" } : { kind: "put", memory });
        notify({ text: addedWords(merged, closed.length) });
      },
      async edit(memory, edit) {
        try {
          const answer = await api.editMemory(memory.id, { ...edit, revision: memory.revision });
          memories.tell({ kind: "put", memory: answer.memory });
          return { status: "done" };
        } catch (thrown) {
          const failure = toFailure(thrown);
          if (!isConflict(failure)) return { status: "failed", why: failure.message };
          const newer = await api.memory(memory.id).catch(() => null);
          if (newer) memories.tell({ kind: "put", memory: newer.memory });
          return { status: "conflict" };
        }
      },
      async merge(ids, content) {
        const { memory } = await api.mergeMemories(ids, content);
        memories.tell({ kind: "gone", ids: ids.slice(1) });
        memories.tell({ kind: "put", memory });
        notify({ text: `${memoriesWords(ids.length)} are one now, with the sources of all.` });
      },
      forget(ids) {
        const key = `forget-${ids.join("-")}`;
        const undo = memories.forgetting.forget(ids, {
          onForgotten: say,
          onFailed: ({ message }) => notify({ text: `Not forgotten. ${message}` }),
        });
        const text = "Forgetting… In ten seconds it is gone for good.";
        notify({ text, key, action: { label: "Undo", run: undo } });
        const unsubscribe = memories.forgetting.held.subscribe((held) => {
          if (ids.some((id) => held.get(id) === "held")) return;
          unsubscribe();
          withdrawNotice(key);
        });
      },
      undoForget: memories.forgetting.undo,
      async forgetAll() {
        const receipt = await api.forget({ all: true });
        memories.tell({ kind: "many" });
        say(receipt);
      },
    };
  }, [api, memories, openReceipt]);
}

/** A revision that is no longer the stored one, as the route tells it. */
function isConflict({ code, details }: ApiFailure): boolean {
  return code === "cannot_store" && typeof details?.["revision"] === "number";
}

function addedWords(merged: boolean, closed: number): string {
  if (merged) return "It was remembered already.";
  if (closed === 0) return "Remembered.";
  return `Remembered. ${memoriesWords(closed)} that it contradicts ${closed === 1 ? "is" : "are"} no longer recalled.`;
}
