import { combineFound } from "@/lib/domain/memory/combine-found";
import { findMemories, ownMessages } from "@/lib/domain/memory/find-memories";
import type { FoundMemory } from "@/lib/domain/memory/found-memory";
import { likeTerms, memoryIndex } from "@/lib/domain/memory/memory-terms";
import { reconcile, type Reconciled } from "@/lib/domain/memory/reconcile";
import { mayStand } from "@/lib/domain/memory/standing";
import type { Logger } from "@/lib/ports/logger";
import type { ExtractionWork, MemoryChange, MemoryStore } from "@/lib/ports/memory-store";
import type { Memory, MemoryId } from "@/types/memory";
import type { ConversationId, TurnId, UserId } from "@/types/ids";
import type { ChosenModel } from "../models/model-registry";
import type { ChargedDeps } from "../summaries/charged-answer";
import { createDeadline } from "../summaries/deadline";
import { askForMemories, leavesMore, paysOff } from "./ask-for-memories";
import { ENTRY_FAMILY, entryTokens } from "./new-memory";

export type ExtractDeps = ChargedDeps & {
  memories: Pick<MemoryStore, "extractionWork" | "store" | "like">;
  newMemoryId: () => MemoryId;
};

export type ExtractJob = {
  owner: UserId;
  conversationId: ConversationId;
  turnId: TurnId | null;
  /** null: our rules alone. */
  chosen: ChosenModel | null;
  /** The plan's tokens a minute; absent or null where no limit is known. */
  planLimit?: number | null;
  log: Logger;
};

export type Extracted = { messages: number; inserted: number; merged: number; closed: number };

/** Messages read at once. */
const PAGE = 40;
/** Pages of one run: the rest of a long history is for the next time. */
const MOST_PAGES = 25;
/** A writer that loses a race looks again at what is left to do. */
const TRIES = 3;
const MODEL_MS = 60_000;
/** Entries that are compared with one found. */
const ALIKE = 24;

/**
 * Takes what is worth remembering from the messages that nothing was taken from yet. Nothing is done for temporary
 * conversations and agents that keep no memory. Two of these at once do no harm: only one stores, the other looks again. A
 * crash before that leaves everything as it was. Throws what the store throws.
 */
export async function extractMemories(deps: ExtractDeps, job: ExtractJob): Promise<Extracted> {
  const done: Extracted = { messages: 0, inserted: 0, merged: 0, closed: 0 };
  let races = 0;
  for (let page = 0; page < MOST_PAGES && races < TRIES; page += 1) {
    const { owner, conversationId } = job;
    const work = await deps.memories.extractionWork({ owner, conversationId, limit: PAGE });
    if (work === null || !keepsMemory(work) || endOf(work) <= work.conversation.extractedTo) break;
    // A model that has been paid once is not paid again because somebody else was quicker.
    const changes = await changesFor(deps, job, work, races === 0);
    if (await store(deps, job, work, changes)) note(done, work, changes);
    else races += 1;
    if (!work.more && races === 0) break;
  }
  if (done.messages > 0) job.log.info({ conversationId: job.conversationId, ...done }, "memories.extracted");
  return done;
}

export function keepsMemory({ memory, conversation }: ExtractionWork): boolean {
  return memory && !conversation.temporary;
}

export function endOf({ to, rows, conversation }: ExtractionWork): number {
  return to ?? rows.at(-1)?.seq ?? conversation.extractedTo;
}

async function changesFor(
  deps: ExtractDeps,
  job: ExtractJob,
  work: ExtractionWork,
  mayAsk: boolean,
): Promise<MemoryChange[]> {
  const byRules = findMemories(work.rows, work.before);
  const byModel = mayAsk ? await byModelOf(deps, job, work) : [];
  const found = combineFound(byRules, byModel);
  if (found.length === 0) return [];
  const known = await knownFor(deps, job.owner, work, found);
  const changes = reconcile(found, known, {
    conversationId: work.conversation.id,
    newId: deps.newMemoryId,
  });
  return Promise.all(changes.map((change) => toChange(deps, work, change)));
}

async function byModelOf(deps: ExtractDeps, job: ExtractJob, work: ExtractionWork): Promise<FoundMemory[]> {
  const { chosen } = job;
  if (chosen === null || chosen.info.provider === "offline" || !paysOff(work.account)) return [];
  const own = ownMessages(work.rows);
  if (!leavesMore(own)) return [];
  const deadline = createDeadline(deps.timers, MODEL_MS, new AbortController().signal);
  try {
    const asked = askForMemories(deps, { ...job, chosen }, own, deadline.signal);
    return (await Promise.race([asked, deadline.over])) ?? [];
  } finally {
    deadline.cancel();
  }
}

/** The entries that what was found may repeat or contradict. */
async function knownFor(
  { memories }: Pick<ExtractDeps, "memories">,
  owner: UserId,
  { working }: ExtractionWork,
  found: readonly FoundMemory[],
): Promise<Memory[]> {
  const known = new Map<MemoryId, Memory>(working.map((memory) => [memory.id, memory]));
  for (const { content } of found) {
    const alike = await memories.like({ owner, terms: likeTerms(content), limit: ALIKE });
    for (const memory of alike) known.set(memory.id, memory);
  }
  return [...known.values()];
}

async function toChange(
  deps: ExtractDeps,
  { conversation }: ExtractionWork,
  change: Reconciled,
): Promise<MemoryChange> {
  if (change.do === "close") return change;
  const { found, importance, reasons } = change;
  const source = { messageId: found.messageId, content: found.content };
  if (change.do === "merge") return { do: "merge", id: change.id, source, importance, reasons };
  const { kind, content, topic, trust, saidAt, modelScore } = found;
  return {
    do: "insert",
    source,
    index: memoryIndex(content, saidAt),
    memory: {
      id: change.id,
      type: change.type,
      kind,
      content,
      importance,
      reasons,
      metadata: { by: modelScore === null ? "rules" : "model" },
      topic,
      agentId: null,
      conversationId: change.type === "working" ? conversation.id : null,
      validFrom: saidAt,
      validTo: null,
      trust,
      standing: mayStand({ kind, trust }),
      tokens: await entryTokens(deps.counter, ENTRY_FAMILY, content),
      tokenFamily: ENTRY_FAMILY,
    },
  };
}

function store(
  { memories }: ExtractDeps,
  { owner, conversationId }: ExtractJob,
  work: ExtractionWork,
  changes: readonly MemoryChange[],
): Promise<boolean> {
  const { extractedTo, forgotten } = work.conversation;
  return memories.store({
    owner,
    conversationId,
    expectedTo: extractedTo,
    to: endOf(work),
    forgotten,
    changes,
  });
}

function note(done: Extracted, { rows }: ExtractionWork, changes: readonly MemoryChange[]): void {
  done.messages += rows.length;
  for (const change of changes) {
    if (change.do === "insert") done.inserted += 1;
    else if (change.do === "merge") done.merged += 1;
    else done.closed += 1;
  }
}
