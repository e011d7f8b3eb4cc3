import type { Logger } from "@/lib/ports/logger";
import type { NewSummary, SummaryStore } from "@/lib/ports/summary-store";
import type { ConversationId, TurnId, UserId } from "@/types/ids";
import type { ChosenModel } from "../models/model-registry";
import { askForSummary, messagesShown } from "./ask-for-summary";
import type { ChargedDeps } from "./charged-answer";
import { createDeadline } from "./deadline";
import { gatherWork, sourcesOf, type GatherJob, type Gathered } from "./gather-work";
import { summaryMaterial, writeSummary, type SummaryScale, type WrittenSummary } from "./write-summary";

export type CompactDeps = ChargedDeps & { summaries: Pick<SummaryStore, "work" | "store"> };

export type CompactJob = {
  owner: UserId;
  conversationId: ConversationId;
  /** The turn that asks for it, if any. */
  turnId: TurnId | null;
  /** That turn is being answered now. */
  running: boolean;
  chosen: ChosenModel;
  /** The plan's tokens a minute; absent or null where no limit is known. */
  planLimit?: number | null;
  /** Tokens one call may hold, and how many of them may stay word for word; in our own count. */
  budget: number;
  room: number;
  keep: number;
  /** From which message on raw messages are read again; null: from where the summary in use ends. */
  again: GatherJob["again"];
  /** Nobody has asked for it: a model is used only while summaries save more than they cost. */
  automatic: boolean;
  /** Our own code writes it, whatever the model is. */
  withoutModel?: boolean;
  /** What the model may take. When it is over, our own code writes the summary. */
  modelMs: number;
  /** Aborted: nothing is waited for any more, but what is at hand is stored. */
  signal: AbortSignal;
  log: Logger;
};

/** `partial`: reading took too long, and more is left to be summarised. */
export type Compacted = { version: number; summary: NewSummary; tokensFreed: number; partial: boolean };

/** Versions after which summaries have to have saved what they cost. */
const TRIED_VERSIONS = 3;
/** A writer that loses a race looks again at what is left to do. */
const TRIES = 3;
/** Reading a long history takes this long at most; the rest is for the next time. */
const READING_MS = 20_000;

/**
 * Makes the next version of a summary and puts it to use; null where nothing is left to be summarised. Two of them at once
 * do no harm: only one stores its version, the other looks again. A crash before that leaves everything as it was. Throws
 * what the store throws.
 */
export async function compact(deps: CompactDeps, job: CompactJob): Promise<Compacted | null> {
  const began = deps.timers.elapsed();
  const scale = { counter: deps.counter, family: job.chosen.info.family, budget: job.budget };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const gathered = await gather(deps, scale, job);
    if (gathered === null) return null;
    // A model that has been paid once is not paid again because somebody else was quicker.
    const { written, byModel } = await write(deps, scale, job, gathered, attempt === 0);
    const done = await store(deps, job, gathered, written, byModel);
    if (done === null) continue;
    logCompacted(job, gathered, done, deps.timers.elapsed() - began);
    return done;
  }
  job.log.info({ conversationId: job.conversationId }, "memory.race_lost");
  return null;
}

async function gather(deps: CompactDeps, scale: SummaryScale, job: CompactJob): Promise<Gathered | null> {
  const { owner, conversationId, again, room, keep } = job;
  const shown = isFree(job) ? 0 : messagesShown(job.chosen, job.budget);
  const running = job.running ? job.turnId : null;
  const reading = createDeadline(deps.timers, READING_MS, job.signal);
  try {
    const query = { owner, conversationId, again, room, keep, running, shown, signal: reading.signal };
    return await gatherWork(deps.summaries, scale, query);
  } finally {
    reading.cancel();
  }
}

/** The offline model summarises nothing: our own code does. */
function isFree({ chosen, withoutModel }: CompactJob): boolean {
  return withoutModel === true || chosen.info.provider === "offline";
}

async function write(
  deps: CompactDeps,
  scale: SummaryScale,
  job: CompactJob,
  gathered: Gathered,
  mayAsk: boolean,
): Promise<{ written: WrittenSummary; byModel: boolean }> {
  const messages = sourcesOf(gathered.rows);
  const material = await summaryMaterial(gathered.earlier, messages);
  const { budget } = job;
  const asks = mayAsk && messages.length > 0 && !isFree(job) && paysOff(job, gathered);
  const ask = (signal: AbortSignal) =>
    askForSummary(deps, job, { material, messages, from: gathered.from, budget }, signal);
  const lines = asks ? await inTime(deps, job, ask) : null;
  return { written: await writeSummary(scale, material, lines), byModel: lines !== null };
}

function paysOff({ automatic }: CompactJob, { work: { account } }: Gathered): boolean {
  return !automatic || account.versions < TRIED_VERSIONS || account.saved >= account.spent;
}

/** What the model says within its time; a model that does not even notice the end of it holds nobody up. */
async function inTime<T>(
  { timers }: CompactDeps,
  { modelMs, signal }: CompactJob,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const deadline = createDeadline(timers, modelMs, signal);
  try {
    return await Promise.race([ask(deadline.signal), deadline.over]);
  } finally {
    deadline.cancel();
  }
}

async function store(
  deps: CompactDeps,
  job: CompactJob,
  { work, from, to, tokens, partial }: Gathered,
  written: WrittenSummary,
  byModel: boolean,
): Promise<Compacted | null> {
  const { owner, conversationId } = job;
  const { info } = job.chosen;
  const before = work.summary ?? { id: null, tokens: 0, replaces: 0 };
  // What is read again was replaced before: only its summary changes.
  const known = job.again === null ? before.replaces : 0;
  const freed = job.again === null ? tokens : 0;
  const summary: NewSummary = {
    from,
    to,
    ...written,
    tokenFamily: info.family,
    replaces: known + tokens,
    source: byModel ? "model" : "extract",
    model: byModel ? info.id : null,
  };
  const tokensFreed = Math.max(0, freed + before.tokens - written.tokens);
  const stored = await deps.summaries.store({
    owner,
    conversationId,
    expected: before.id,
    forgotten: work.forgotten,
    summary,
    tokensFreed,
  });
  return stored === null ? null : { version: stored.version, summary, tokensFreed, partial };
}

function logCompacted(job: CompactJob, gathered: Gathered, done: Compacted, ms: number): void {
  const { version, summary, tokensFreed } = done;
  const inLedger = summary.facts.filter((fact) => fact.where === "ledger").length;
  const lost = summary.facts.filter((fact) => fact.where === "lost").length;
  const { conversationId, turnId } = job;
  const { from, to, tokens, replaces, source } = summary;
  const counts = {
    lines: summary.lines.length,
    facts: summary.facts.length,
    inLedger,
    lost,
    tokensFreed,
    ms,
  };
  const covered = { version, from, to, tokens, replaces, source, raw: gathered.rows.length };
  job.log.info({ conversationId, turnId, ...covered, ...counts }, "memory_managed");
}
