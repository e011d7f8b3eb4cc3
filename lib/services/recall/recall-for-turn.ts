import { toAppError } from "@/lib/domain/errors";
import { recallQuery } from "@/lib/domain/retrieval/recall-query";
import type { RecallQuery } from "@/lib/domain/retrieval/recall-pool";
import type { Clock } from "@/lib/ports/clock";
import type { Embedder } from "@/lib/ports/embedder";
import type { Logger } from "@/lib/ports/logger";
import type { RecallFound, RecallReader, RecallRequest, RecallScope } from "@/lib/ports/recall-reader";
import type { Timers } from "@/lib/ports/timers";
import type { AgentId, ConversationId } from "@/types/ids";
import type { RecallNote, RecallReason } from "@/types/recall";
import { embedInTime, type InTime } from "./embed-in-time";

/** So many of the best by words, and of the nearest, are scored in full: more lose nothing that is found. */
const CANDIDATES = 100;

export type RecallDeps = {
  recall: RecallReader;
  /** null: none is set up, or none works. */
  embedder: () => Embedder | null;
  clock: Clock;
  timers: Timers;
  log: Logger;
};

/** What a turn's settings say about recall. */
export type RecallSettings = {
  hybrid: boolean;
  temporary: boolean;
  /** The agent keeps and uses memories; recalls past conversations. */
  memory: boolean;
  recallPast: boolean;
};

export type RecallAsk = {
  /** null: one that does not exist yet, which has this agent (null: the default one). */
  conversationId: ConversationId | null;
  agentId: AgentId | null;
  /** Of the message that is answered, where it is stored already. */
  seq: number | null;
  /** "" where nothing is being said: then only what is always in is asked for. */
  text: string;
  /** null where they are being read meanwhile: the database leaves out what they forbid. */
  settings: RecallSettings | null;
};

/** What was found for a turn, and how. */
export type TurnRecall = {
  query: RecallQuery | null;
  /** null: nobody has looked, for the reason given. */
  found: RecallFound | null;
  hybrid: boolean;
  why: RecallReason | null;
  ms: RecallNote["ms"];
};

/** Nobody has looked. */
export function notRecalled(why: RecallReason): TurnRecall {
  return { query: null, found: null, hybrid: false, why, ms: { embed: null, search: null } };
}

/**
 * Looks for what a turn may recall, in one request to the database after at most 150 ms for the vector. Nothing that goes
 * wrong fails the turn, the database being away apart: that fails it anyway.
 */
export async function recallForTurn(deps: RecallDeps, ask: RecallAsk): Promise<TurnRecall> {
  const { why, scope } = scopeOf(ask);
  if (scope === null) return notRecalled(why ?? "switched_off");
  try {
    return await lookedFor(deps, ask, scope, why);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "database_unavailable") throw error;
    deps.log.warn({ conversationId: ask.conversationId, err: thrown }, "recall.failed");
    return notRecalled("failed");
  }
}

type Scoped = { scope: RecallScope | null; why: RecallReason | null };

/** Where to look, and why nothing is searched for; scope null: nowhere, and nothing is always in. */
function scopeOf({ conversationId, text, settings }: RecallAsk): Scoped {
  const own = conversationId !== null;
  const searches = text !== "";
  if (settings === null) {
    const scope = { own: own && searches, past: searches, memories: true };
    return { scope, why: searches ? null : "nothing_said" };
  }
  if (settings.temporary) return { scope: null, why: "temporary" };
  if (!settings.hybrid) return standingAlone(settings, "strategy");
  if (!searches) return standingAlone(settings, "nothing_said");
  const { memory: memories, recallPast: past } = settings;
  if (!own && !past && !memories) return { scope: null, why: "switched_off" };
  return { scope: { own, past, memories }, why: null };
}

function standingAlone({ memory }: RecallSettings, why: RecallReason): Scoped {
  return { scope: memory ? { own: false, past: false, memories: true } : null, why };
}

/** `why`: only what is always in is asked for. */
async function lookedFor(
  deps: RecallDeps,
  ask: RecallAsk,
  scope: RecallScope,
  why: RecallReason | null,
): Promise<TurnRecall> {
  const now = new Date(deps.clock.now()).toISOString();
  const query = why === null ? recallQuery(ask.text, { now }) : null;
  const embedded =
    query === null ? NOT_EMBEDDED : await embedInTime({ ...deps, embedder: deps.embedder() }, ask.text);
  const began = deps.timers.elapsed();
  const found = await deps.recall.find({ ...wishOf(ask, query), vector: embedded.vector, scope });
  const compared = embedded.vector !== null && isCompared(found);
  return {
    query,
    found,
    hybrid: compared,
    why: why ?? embedded.why ?? (compared ? null : "no_vectors"),
    ms: { embed: embedded.ms, search: deps.timers.elapsed() - began },
  };
}

function wishOf(
  { conversationId, agentId, seq }: RecallAsk,
  query: RecallQuery | null,
): Omit<RecallRequest, "vector" | "scope"> {
  const { terms, previous } = query ?? { terms: [], previous: 0 };
  return { conversationId, agentId, before: seq, terms, previous, candidates: CANDIDATES };
}

const NOT_EMBEDDED: InTime = { vector: null, why: null, ms: null };

/** Whether anything of what was found has a vector of the embedder's model. */
function isCompared({ messages, memories }: RecallFound): boolean {
  return messages.some(({ cosine }) => cosine !== null) || memories.some(({ cosine }) => cosine !== null);
}
