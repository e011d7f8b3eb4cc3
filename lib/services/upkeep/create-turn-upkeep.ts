import type { TitleStore } from "@/lib/ports/title-store";
import type { ConversationId } from "@/types/ids";
import type { AfterTurn, TurnUpkeep, UpkeepTarget } from "../chat/turn-upkeep";
import { createDeadline } from "../summaries/deadline";
import { extractMemories, type ExtractDeps } from "../memory/extract-memories";
import { compact, type Compacted, type CompactDeps, type CompactJob } from "../summaries/compact";
import { titleTurn } from "./title-turn";

export type UpkeepDeps = CompactDeps & {
  titles: TitleStore;
  /** Absent: no memories are kept. */
  remembering?: Pick<ExtractDeps, "memories" | "newMemoryId">;
};

/** While a turn waits for it, a model has this long to summarise; then our own code does. */
const AWAITED_MS = 15_000;
/** After a turn nobody waits. */
const UNHURRIED_MS = 90_000;

type Room = Pick<AfterTurn, "budget" | "room">;

type Freed = Pick<Compacted, "version" | "tokensFreed" | "partial">;

/** Compaction, titles and memories, as they become due. What fails is logged and left for the next turn: it follows from state. */
export function createTurnUpkeep(deps: UpkeepDeps): TurnUpkeep {
  // One at a time in this process: a second one would pay a model for work that only one of them can store.
  const running = new Map<ConversationId, Promise<Freed | null>>();

  function compactOnce(job: CompactJob): Promise<Freed | null> {
    const { conversationId } = job;
    const work = compactSafely(deps, job).finally(() => {
      if (running.get(conversationId) === work) running.delete(conversationId);
    });
    running.set(conversationId, work);
    return work;
  }

  const remembering = new Map<ConversationId, { again: boolean }>();

  /** A turn that ends while another one's words are being read is read right after. */
  async function rememberOnce(turn: AfterTurn): Promise<void> {
    const busy = remembering.get(turn.conversationId);
    if (busy !== undefined) {
      busy.again = true;
      return;
    }
    const state = { again: true };
    remembering.set(turn.conversationId, state);
    try {
      while (state.again) {
        state.again = false;
        await rememberSafely(deps, turn);
      }
    } finally {
      remembering.delete(turn.conversationId);
    }
  }

  async function compactAfter(turn: AfterTurn): Promise<void> {
    if (!turn.due || running.has(turn.conversationId)) return;
    const { signal } = new AbortController();
    const job = { ...jobOf(turn, turn), running: false, modelMs: UNHURRIED_MS, signal };
    let done = await compactOnce(job);
    // A very long history takes more than one reading.
    while (done?.partial === true && !running.has(turn.conversationId)) done = await compactOnce(job);
  }

  return {
    compactBefore: async (target) => {
      const { signal, conversationId } = target;
      const others = running.get(conversationId);
      const done = others === undefined ? null : await withinTime(deps, others, signal);
      const own = await compactOnce({
        ...jobOf(target, target),
        running: true,
        modelMs: AWAITED_MS,
        signal,
      });
      return own ?? done;
    },
    after: async (turn) => {
      if (turn.first !== null) await titleTurn(deps, turn, turn.first);
      await Promise.all([rememberOnce(turn), compactAfter(turn)]);
    },
  };
}

async function rememberSafely(deps: UpkeepDeps, turn: AfterTurn): Promise<void> {
  const { owner, conversationId, turnId, chosen, planLimit = null, log } = turn;
  if (deps.remembering === undefined) return;
  try {
    const job = { owner, conversationId, turnId, chosen, planLimit, log };
    await extractMemories({ ...deps, ...deps.remembering }, job);
  } catch (thrown) {
    log.warn({ conversationId, turnId, err: thrown }, "memories.failed");
  }
}

async function compactSafely(deps: UpkeepDeps, job: CompactJob): Promise<Freed | null> {
  const { conversationId, turnId, log } = job;
  try {
    return await compact(deps, job);
  } catch (thrown) {
    log.warn({ conversationId, turnId, err: thrown }, "memory.failed");
    return null;
  }
}

async function withinTime<T>(
  { timers }: UpkeepDeps,
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T | null> {
  const deadline = createDeadline(timers, AWAITED_MS, signal);
  try {
    return await Promise.race([work, deadline.over]);
  } finally {
    deadline.cancel();
  }
}

function jobOf(
  { owner, conversationId, turnId, chosen, planLimit = null, log }: UpkeepTarget,
  { budget, room }: Room,
): Omit<CompactJob, "running" | "modelMs" | "signal"> {
  const target = { owner, conversationId, turnId, chosen, planLimit, log };
  return { ...target, budget, room, keep: 0, again: null, automatic: true };
}
