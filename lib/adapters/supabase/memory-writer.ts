import { z } from "zod";
import type { ForgetStore, ForgetWhat } from "@/lib/ports/forget-store";
import type { IndexedMemory, MemoryStore } from "@/lib/ports/memory-store";
import { conversationId, userId } from "@/types/api";
import { dataOf } from "./database-fault";
import { deletionCounts, toDeletion } from "./deletion-row";
import { toExtractionWork } from "./extraction-work";
import { toMaintenanceRun } from "./maintenance-run-row";
import { changeRow, editRow, indexRow, newMemoryRow, sourceRow, stepRow } from "./memory-arguments";
import { memoryId, toMemory } from "./memory-row";
import { instant, wholeNumber } from "./row-values";
import type { ServiceClient } from "./service-client";

const memories = z.array(z.unknown().transform(toMemory));
const resting = z.array(z.object({ owner: userId, conversation: conversationId }));
const unindexed = z.array(z.object({ id: memoryId, content: z.string(), valid_from: instant }));

/** Memories, through the database's own functions, as the service role. See docs/decisions/0013-memories-are-written-by-the-server.md. */
export function createMemoryStore(client: ServiceClient): MemoryStore {
  return { ...extraction(client), ...byHand(client), ...upkeep(client) };
}

function extraction(
  client: ServiceClient,
): Pick<MemoryStore, "extractionWork" | "resting" | "store" | "like"> {
  return {
    extractionWork: async ({ owner, conversationId: conversation, limit }) => {
      const query = { p_owner: owner, p_conversation: conversation, p_limit: limit };
      return toExtractionWork(dataOf(await client.rpc("extraction_work", query)));
    },
    resting: async ({ before, limit }) => {
      const answer = await client.rpc("resting_conversations", { p_before: before, p_limit: limit });
      const rows = resting.parse(dataOf(answer));
      return rows.map(({ owner, conversation }) => ({ owner, conversationId: conversation }));
    },
    store: async ({ owner, conversationId: conversation, expectedTo, to, forgotten, changes }) => {
      const answer = await client.rpc("store_memories", {
        p_owner: owner,
        p_conversation: conversation,
        p_expected_to: expectedTo,
        p_to: to,
        p_changes: changes.map(changeRow),
        ...(forgotten === undefined ? {} : { p_forgotten: forgotten }),
      });
      return dataOf(answer) !== null;
    },
    like: async ({ owner, terms, limit }) => {
      const query = { p_owner: owner, p_terms: [...terms], p_limit: limit };
      return memories.parse(dataOf(await client.rpc("memories_like", query)));
    },
  };
}

function byHand(client: ServiceClient): Pick<MemoryStore, "add" | "edit" | "merge"> {
  return {
    add: async ({ owner, memory, source, index, closes }) => {
      const answer = await client.rpc("add_memory", {
        p_owner: owner,
        p_memory: newMemoryRow(memory),
        p_source: source === null ? null : sourceRow(source),
        p_index: indexRow(index),
        p_closes: [...closes],
      });
      return toMemory(dataOf(answer));
    },
    edit: async ({ owner, id, expectedRevision, edit }) => {
      const answer = await client.rpc("edit_memory", {
        p_owner: owner,
        p_memory: id,
        p_expected_revision: expectedRevision,
        p_changes: editRow(edit),
        p_index: edit.index === undefined ? null : indexRow(edit.index),
      });
      const row = dataOf(answer);
      return row === null ? null : toMemory(row);
    },
    merge: async ({ owner, ids, into, edit }) => {
      const answer = await client.rpc("merge_memories", {
        p_owner: owner,
        p_ids: [...ids],
        p_into: into,
        p_changes: editRow(edit),
        p_index: edit.index === undefined ? null : indexRow(edit.index),
      });
      return toMemory(dataOf(answer));
    },
  };
}

function upkeep(
  client: ServiceClient,
): Pick<MemoryStore, "applyMaintenance" | "undoMaintenance" | "unindexed" | "index" | "sweep"> {
  return {
    applyMaintenance: async ({ owner, steps }) => {
      const plan = { p_owner: owner, p_plan: steps.map(stepRow) };
      return toMaintenanceRun(dataOf(await client.rpc("apply_maintenance", plan)));
    },
    undoMaintenance: async ({ owner, run }) => {
      const undone = dataOf(await client.rpc("undo_maintenance", { p_owner: owner, p_run: run }));
      return undone === null ? null : toMaintenanceRun(undone);
    },
    unindexed: async ({ version, limit }) => {
      const answer = await client.rpc("unindexed_memories", { p_version: version, p_limit: limit });
      const rows = unindexed.parse(dataOf(answer));
      return rows.map(({ id, content, valid_from: validFrom }) => ({ id, content, validFrom }));
    },
    index: async (rows) =>
      wholeNumber.parse(dataOf(await client.rpc("index_memories", { p_rows: rows.map(indexedRow) }))),
    sweep: async () => wholeNumber.parse(dataOf(await client.rpc("sweep_memories"))),
  };
}

function indexedRow({ id, content, index, tokens, tokenFamily }: IndexedMemory) {
  return { id, content, index: indexRow(index), token_count: tokens, token_family: tokenFamily };
}

const preview = z.object({ memories, reworded: memories, counts: deletionCounts });
const forgotten = z.object({
  receipt: z.unknown().transform(toDeletion),
  lost: z.array(conversationId),
});

/** Forgetting, through the database's own functions, as the service role. */
export function createForgetStore(client: ServiceClient): ForgetStore {
  return {
    derivedFrom: async ({ owner, what }) => {
      const query = { p_owner: owner, p_what: whatRow(what) };
      return preview.parse(dataOf(await client.rpc("derived_from", query)));
    },
    forget: async ({ owner, what, keep }) => {
      const wish = { p_owner: owner, p_what: whatRow(what), p_keep: [...keep] };
      return forgotten.parse(dataOf(await client.rpc("forget", wish)));
    },
  };
}

function whatRow(what: ForgetWhat) {
  return "memories" in what ? { memories: [...what.memories] } : { ...what };
}
