import { z } from "zod";
import { agentId, conversationId, messageId } from "./api";
import type { ImportanceReason, DeletionReceipt, Memory, MemoryKind, StoredMemoryType } from "./memory";

export const memoryId = z.uuid().brand<"MemoryId">();

export const MEMORY_LIMITS = {
  contentCharacters: 2_000,
  topicCharacters: 120,
  searchCharacters: 400,
  metadataEntries: 50,
  metadataNameCharacters: 100,
  metadataValueCharacters: 2_000,
  metadataBytes: 16_384,
  idsAtOnce: 200,
  importedAtOnce: 1_000,
  keptAtOnce: 10_000,
  page: 100,
} as const;

// The database counts characters as code points.
const text = (max: number) =>
  z.string().refine((value) => value.length <= max || Array.from(value).length <= max, {
    message: `must be at most ${max.toLocaleString("en")} characters`,
  });

const content = text(MEMORY_LIMITS.contentCharacters).refine((value) => value.trim() !== "", {
  message: "must not be empty",
});
const topic = text(MEMORY_LIMITS.topicCharacters).refine((value) => value.trim() !== "", {
  message: "must not be empty",
});
const type = z.enum(["working", "long_term", "episodic"]);
const kind = z.enum(["fact", "preference", "instruction", "goal", "decision", "question", "episode"]);

const metadataValue = z.union([
  text(MEMORY_LIMITS.metadataValueCharacters),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(text(MEMORY_LIMITS.metadataValueCharacters)).max(MEMORY_LIMITS.metadataEntries),
]);
/** Flat: names and plain values, at most 16 KB of JSON. */
const metadata = z
  .record(z.string().min(1).max(MEMORY_LIMITS.metadataNameCharacters), metadataValue)
  .refine((value) => Object.keys(value).length <= MEMORY_LIMITS.metadataEntries, {
    message: `must have at most ${MEMORY_LIMITS.metadataEntries} entries`,
  })
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= MEMORY_LIMITS.metadataBytes, {
    message: "must be at most 16 KB",
  });

const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const metadataFilter = z
  .string()
  .max(MEMORY_LIMITS.metadataBytes)
  .transform((value, context): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: "custom", message: "is not JSON" });
      return z.NEVER;
    }
  })
  .pipe(metadata);

export const listMemoriesQuery = z.strictObject({
  type: type.optional(),
  kind: kind.optional(),
  agentId: agentId.optional(),
  conversationId: conversationId.optional(),
  messageId: messageId.optional(),
  standing: flag.optional(),
  holds: z.enum(["yes", "no", "all"]).default("yes"),
  /** JSON; entries whose metadata holds all of it. */
  metadata: metadataFilter.optional(),
  q: z.string().trim().min(1).max(MEMORY_LIMITS.searchCharacters).optional(),
  sort: z.enum(["value", "used", "newest"]).default("value"),
  limit: z.coerce.number().int().min(1).max(MEMORY_LIMITS.page).default(50),
  cursor: z.string().min(1).max(300).optional(),
});

/** With `messageId`, "Remember this": words of a message, confirmed by the click. Without, written by hand. */
export const addMemoryBody = z.strictObject({
  content,
  messageId: messageId.optional(),
  type: type.exclude(["working"]).optional(),
  kind: kind.optional(),
  topic: topic.nullable().optional(),
  agentId: agentId.nullable().optional(),
  standing: z.boolean().optional(),
  metadata: metadata.optional(),
});

/** `confirm`: an imported entry counts as one's own from now on. `holds: false`: it is no longer so. */
export const editMemoryBody = z
  .strictObject({
    revision: z.int().min(0),
    content: content.optional(),
    type: type.optional(),
    kind: kind.optional(),
    topic: topic.nullable().optional(),
    agentId: agentId.nullable().optional(),
    standing: z.boolean().optional(),
    metadata: metadata.optional(),
    importance: z.number().min(0).max(10).optional(),
    confirm: z.literal(true).optional(),
    holds: z.boolean().optional(),
  })
  .refine((value) => Object.keys(value).length > 1, { message: "names nothing to change" });

/** The first stays, in its own words or in `content`; sources of all become its own. */
export const mergeMemoriesBody = z.strictObject({
  ids: z
    .array(memoryId)
    .min(2)
    .max(MEMORY_LIMITS.idsAtOnce)
    .refine((ids) => new Set(ids).size === ids.length, { message: "names one twice" }),
  content: content.optional(),
});

const instant = z.iso.datetime({ offset: true });
/** What an export holds of an entry, and an import reads of it. Names that are not here are passed over. */
export const exportedMemory = z.object({
  type,
  kind,
  content,
  topic: topic.nullable().default(null),
  agentId: agentId.nullable().default(null),
  metadata: metadata.default({}),
  validFrom: instant,
  validTo: instant.nullable().default(null),
  importance: z.number().min(0).max(10).optional(),
});
export const importMemoriesBody = z.object({
  format: z.literal("throughline.memories"),
  version: z.literal(1),
  memories: z.array(exportedMemory).max(MEMORY_LIMITS.importedAtOnce),
});

export const applyMaintenanceBody = z.strictObject({
  /** Which kinds of steps; absent: all. */
  only: z
    .array(z.enum(["merge", "move", "prune"]))
    .min(1)
    .optional(),
  /** Steps about these entries are left out. */
  except: z.array(memoryId).max(MEMORY_LIMITS.keptAtOnce).default([]),
});
export const undoMaintenanceBody = z.strictObject({ run: z.uuid() });

const what = {
  conversationId: conversationId.optional(),
  messageId: messageId.optional(),
  memoryIds: z.array(memoryId).min(1).max(MEMORY_LIMITS.idsAtOnce).optional(),
  all: z.literal(true).optional(),
};
const NAMES = ["conversationId", "messageId", "memoryIds", "all"] as const;
const one = (value: Partial<Record<(typeof NAMES)[number], unknown>>) =>
  NAMES.filter((name) => value[name] !== undefined).length === 1;
const ONE = { message: "takes exactly one of conversationId, messageId, memoryIds and all" };

export const forgetPreviewBody = z.strictObject(what).refine(one, ONE);
/** `keep`: derived memories that stay as hand-written, without source. */
export const forgetBody = z
  .strictObject({ ...what, keep: z.array(memoryId).max(MEMORY_LIMITS.keptAtOnce).default([]) })
  .refine(one, ONE);
export const listDeletionsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MEMORY_LIMITS.page).default(50),
});

export type MemoryCounts = { type: StoredMemoryType; holds: number; closed: number }[];
export type MemoriesAnswer = { memories: Memory[]; counts: MemoryCounts; nextCursor: string | null };
/** `closed`: entries that the new one contradicts. `merged`: it was there already. */
export type AddMemoryAnswer = { memory: Memory; closed: Memory["id"][]; merged: boolean };
export type MemoryAnswer = { memory: Memory };
export type MemoryExport = {
  format: "throughline.memories";
  version: 1;
  exportedAt: string;
  memories: (Pick<
    Memory,
    | "type"
    | "kind"
    | "content"
    | "topic"
    | "agentId"
    | "importance"
    | "reasons"
    | "metadata"
    | "validFrom"
    | "validTo"
    | "trust"
    | "standing"
    | "uses"
    | "tokensSpent"
    | "lastUsedAt"
    | "createdAt"
  > & { id: Memory["id"]; supersededBy: Memory["id"] | null; sources: Memory["sources"] })[];
};
/** `skipped` names entries by their place in the file. */
export type ImportMemoriesAnswer = {
  imported: number;
  skipped: { index: number; why: "secret" | "known" }[];
};
export type SuggestionsAnswer = {
  suggestions: { memory: Memory; reason: "costs_much" | "never_used"; value: number }[];
};
/** A step of maintenance as it would be done, with the entries it is about. */
export type PlannedStep =
  | {
      do: "merge";
      into: Memory;
      memories: Memory[];
      importance: number;
      reasons: ImportanceReason[];
      why: string;
    }
  | { do: "move"; memory: Memory; type: Memory["type"]; kind: MemoryKind; why: string }
  | { do: "prune"; memory: Memory; why: string };
export type MaintenanceRunAnswer = {
  id: string;
  appliedAt: string;
  undoneAt: string | null;
  undoUntil: string;
  steps: number;
};
export type MaintenancePlanAnswer = { steps: PlannedStep[]; runs: MaintenanceRunAnswer[] };
export type MaintenanceAnswer = { run: MaintenanceRunAnswer };
export type ForgetPreviewAnswer = {
  memories: Memory[];
  reworded: Memory[];
  counts: DeletionReceipt["counts"];
};
export type DeletionAnswer = { deletion: DeletionReceipt };
export type DeletionsAnswer = { deletions: DeletionReceipt[] };
