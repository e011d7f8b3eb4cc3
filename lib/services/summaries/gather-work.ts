import { chooseTurns, newestTurnsFrom, type UncoveredRow } from "@/lib/domain/summaries/choose-turns";
import type { SourceMessage } from "@/lib/domain/summaries/extract-facts";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { SummaryRow, SummaryStore, SummaryWork } from "@/lib/ports/summary-store";
import type { ConversationId, TurnId, UserId } from "@/types/ids";
import { NOTHING, summaryMaterial, writeSummary, type SummaryScale, type SummaryText } from "./write-summary";

/** Which messages are to be summarised. */
export type GatherJob = {
  owner: UserId;
  conversationId: ConversationId;
  /** Messages up to this seq are not read again; `earlier` stands for them. null: the summary in use does. */
  again: { from: number; to: number; earlier: SummaryText } | null;
  /** Tokens that may stay word for word. */
  room: number;
  /** Newest turns that stay, whatever they take. */
  keep: number;
  /** The turn that is being answered: neither it nor what comes after it is summarised. */
  running: TurnId | null;
  /** Tokens of the newest messages that are left for a model to summarise. */
  shown: number;
  /** Aborted when reading on would take too long: what was read so far is what is summarised. */
  signal: AbortSignal;
};

/** A message with what it costs in a call. */
export type WorkRow = UncoveredRow & { content: string };

export type Gathered = {
  /** As it stood when it was first read. */
  work: SummaryWork;
  /** The version before, and what has been summarised extractively of the messages up to `rows`. */
  earlier: SummaryText;
  /** Newest of the messages to be summarised, oldest first: whole turns. */
  rows: WorkRow[];
  /** First and last message that the new version stands for, and what it replaces beyond the version before. */
  from: number;
  to: number;
  tokens: number;
  /** Reading took too long: there is more to be summarised. */
  partial: boolean;
};

/** What is read at once, in tokens. */
const PAGE = 24_000;

/**
 * Reads the oldest uncovered messages and chooses the whole turns to be summarised; null when there are none. A very long
 * history comes in pages, of which all but the newest are summarised extractively on the way.
 */
export async function gatherWork(
  store: Pick<SummaryStore, "work">,
  scale: SummaryScale,
  job: GatherJob,
): Promise<Gathered | null> {
  const work = await readWork(store, job, 0, 1);
  let gathered = beginning(job, work);
  let open: WorkRow[] = [];
  let cursor = job.again === null ? (work.summary?.to ?? 0) : job.again.from;
  for (;;) {
    const page = await readWork(store, job, cursor, PAGE);
    open = [...open, ...(await workRows(scale, job, page))];
    cursor = page.rows.at(-1)?.seq ?? cursor;
    const taken = open.slice(0, chooseTurns(open, { ...job, more: page.more }));
    open = open.slice(taken.length);
    if (!page.more) return withNewest(scale, gathered, taken, job.shown);
    if (taken.length > 0) gathered = await takeIn(scale, gathered, taken);
    if (job.signal.aborted) return ready({ ...gathered, partial: true });
  }
}

function readWork(
  store: Pick<SummaryStore, "work">,
  { owner, conversationId, again }: GatherJob,
  from: number,
  tokenLimit: number,
): Promise<SummaryWork> {
  return store.work({ owner, conversationId, from, to: again?.to ?? null, tokenLimit });
}

function workRows(scale: SummaryScale, { running }: GatherJob, page: SummaryWork): Promise<WorkRow[]> {
  return Promise.all(untilRunning(page, running).map((row) => workRow(scale, row)));
}

/** The end of what is summarised: as much of it as a model is shown stays raw. */
async function withNewest(
  scale: SummaryScale,
  before: Gathered,
  taken: readonly WorkRow[],
  shown: number,
): Promise<Gathered | null> {
  const split = newestTurnsFrom(taken, shown);
  const gathered = split === 0 ? before : await takeIn(scale, before, taken.slice(0, split));
  const rows = taken.slice(split);
  return ready(rows.length === 0 ? gathered : { ...covering(gathered, rows), rows });
}

function ready(gathered: Gathered): Gathered | null {
  return gathered.to === 0 ? null : gathered;
}

/** Messages as the rules for summaries see them; muted ones say nothing. */
export function sourcesOf(rows: readonly WorkRow[]): SourceMessage[] {
  return rows.filter((row) => row.content !== "");
}

/** Without a question that has no answer yet: it may be the one that is being answered. */
function untilRunning({ rows, more }: SummaryWork, running: TurnId | null): readonly SummaryRow[] {
  const at = running === null ? -1 : rows.findIndex((row) => row.turnId === running);
  if (at !== -1) return rows.slice(0, at);
  return !more && rows.at(-1)?.role === "user" ? rows.slice(0, -1) : rows;
}

async function workRow({ counter, family }: SummaryScale, row: SummaryRow): Promise<WorkRow> {
  const { seq, role, content } = row;
  if (row.muted) return { seq, role, content: "", tokens: 0 };
  if (row.tokenFamily === family) return { seq, role, content, tokens: row.tokenCount };
  return {
    seq,
    role,
    content,
    tokens: messageTokens(family, await counter.countText(family, content), role),
  };
}

function beginning(job: GatherJob, work: SummaryWork): Gathered {
  const earlier = job.again === null ? (work.summary ?? NOTHING) : job.again.earlier;
  const from = job.again === null ? (work.summary?.from ?? 0) : 0;
  return { work, earlier, rows: [], from, to: 0, tokens: 0, partial: false };
}

async function takeIn(scale: SummaryScale, gathered: Gathered, rows: readonly WorkRow[]): Promise<Gathered> {
  const material = await summaryMaterial(gathered.earlier, sourcesOf(rows));
  return { ...covering(gathered, rows), earlier: await writeSummary(scale, material, null) };
}

function covering(gathered: Gathered, rows: readonly WorkRow[]): Gathered {
  let tokens = gathered.tokens;
  for (const row of rows) tokens += row.tokens;
  const from = gathered.from === 0 ? (rows[0]?.seq ?? 0) : gathered.from;
  return { ...gathered, from, to: rows.at(-1)?.seq ?? gathered.to, tokens };
}
