import type { ConversationId } from "@/types/ids";
import type { Memory } from "@/types/memory";
import type { RecallWhy } from "@/types/recall";
import { isOfflineReply } from "../offline/own-replies";
import { chooseRecalled, type ChosenItem } from "../retrieval/choose-recalled";
import { confidenceOf } from "../retrieval/confidence-of";
import type { PoolMessage, RecallPool, RecallQuery, ScoredItem } from "../retrieval/recall-pool";
import { scorePool } from "../retrieval/score-pool";
import { messageTokens, overheadOf } from "../tokens/message-overhead";
import { buildContext, recallRoom, roomFor } from "./build-context";
import type { ContextInput } from "./context-input";
import { costOf } from "./context-row";
import type { RecalledItem, RecallPart } from "./recalled";

/** So many of what was nearly recalled are listed. */
const MOST_NEARLY = 5;
/** Tokens of a date, a speaker and the marks of a quotation; and of the mark of each further line. */
const QUOTED = 11;
const QUOTED_LINE = 1.25;
/** Characters of a token, on the short side, for what was counted for another model. */
const CHARACTERS = 3;

export type RecallChoiceInput = {
  /** The call, with `recall` empty. */
  call: ContextInput & { recall: RecallPart };
  conversationId: ConversationId | null;
  pool: RecallPool;
  query: RecallQuery;
  /** Vectors were compared. */
  hybrid: boolean;
  /** By the user, in this conversation. */
  marks: readonly { id: string; mark: "drop" | "pin" }[];
};

/** What was found and is left out all the same. */
export type NearlyRecalled = {
  item: RecalledItem;
  reason: "not_relevant" | "no_room" | "dropped";
  /** In our count, as it would stand, roughly. */
  tokens: number;
};

export type RecallChoice = {
  /** Best first, pinned ones before all. */
  items: RecalledItem[];
  nearly: NearlyRecalled[];
  confidence: number;
  /** The lowest score that was enough; null where none was asked for or found. */
  needs: number | null;
};

/**
 * Chooses what a call recalls of what was found for it. What the call holds anyway is scored, because it lends its
 * neighbours meaning, and then left out: nothing stands twice.
 */
export function chooseForCall(input: RecallChoiceInput): RecallChoice {
  const { pool, query, hybrid, marks, conversationId } = input;
  const held = heldBy(input.call);
  const marked = new Map(marks.map(({ id, mark }) => [id, mark]));
  const all = scorePool(pool, query).filter((scored) => !isHeld(scored, held.ids));
  const pinned = all.filter((scored) => marked.get(idOf(scored)) === "pin" && hasText(scored));
  const said = wordsOfMemories(all);
  const open = all.filter((scored) => !marked.has(idOf(scored)) && !repeats(scored, said));
  const confidence = confidenceOf(open, query, { hybrid });
  const tokensOf = (scored: ScoredItem) => quotedTokens(scored, input);
  let room = held.room;
  for (const scored of pinned) room -= tokensOf(scored);
  const chosen = chooseRecalled(open, { room: Math.max(0, room), tokensOf, confidence });
  const hits = chosen.filter(({ why }) => why === "hit").map(({ item }) => item.score);
  const needs = hits.length === 0 ? null : Math.min(...hits);
  const facts = (scored: ScoredItem, why: RecalledItem["why"]) => itemOf(scored, why, conversationId);
  const left = all.filter((scored) => !repeats(scored, said));
  return {
    items: [
      ...pinned.map((scored) => facts(scored, "pinned")),
      ...chosen.map(({ item, why }) => facts(item, WHY[why])),
    ],
    nearly: nearlyRecalled(left, { chosen, marked, needs }).map(({ scored, reason }) => ({
      item: facts(scored, "relevant"),
      reason,
      tokens: tokensOf(scored),
    })),
    confidence,
    needs,
  };
}

/** It stands in the call, or is a memory of what does. */
function isHeld(scored: ScoredItem, held: ReadonlySet<string>): boolean {
  if (held.has(idOf(scored))) return true;
  return scored.kind === "memory" && scored.memory.sources.some(({ messageId }) => held.has(messageId));
}

function wordsOfMemories(all: readonly ScoredItem[]): Set<string> {
  return new Set(all.flatMap((scored) => (scored.kind === "memory" ? [scored.memory.content.trim()] : [])));
}

/** It says what another says: a memory in the same words, or, of the offline model's replies, what they quote. */
function repeats(scored: ScoredItem, remembered: ReadonlySet<string>): boolean {
  if (scored.kind === "memory" || scored.message.content === null) return false;
  const { role, content } = scored.message;
  return role === "assistant" ? isOfflineReply(content) : remembered.has(content.trim());
}

const WHY = {
  hit: "relevant",
  beside: "neighbour",
  accepted: "accepted",
} as const satisfies Record<ChosenItem["why"], RecallWhy>;

/** What stands in the call without recall, and the tokens that are left for that. */
function heldBy(call: RecallChoiceInput["call"]): { ids: Set<string>; room: number } {
  const { kept, block, standing } = buildContext(call);
  const { system } = call;
  const ids = new Set<string>([
    ...kept.map(({ id }) => id),
    ...system.pins.map(({ row }) => row.id),
    ...standing.map(({ memory }) => memory.id),
  ]);
  let left = roomFor({ ...call, recall: undefined }, block);
  for (const row of kept) left -= costOf(row);
  const around = messageTokens(system.family, call.recall.heading.tokens, "system");
  return { ids, room: Math.min(left, recallRoom(call)) - around };
}

/** The best of what was left out, and what the user has dropped of it. */
function nearlyRecalled(
  all: readonly ScoredItem[],
  {
    chosen,
    marked,
    needs,
  }: { chosen: readonly ChosenItem[]; marked: ReadonlyMap<string, "drop" | "pin">; needs: number | null },
): { scored: ScoredItem; reason: NearlyRecalled["reason"] }[] {
  const taken = new Set(chosen.map(({ item }) => idOf(item)));
  const found: { scored: ScoredItem; reason: NearlyRecalled["reason"] }[] = [];
  for (const scored of all) {
    const mark = marked.get(idOf(scored));
    if (mark === "pin" || taken.has(idOf(scored)) || !stands(scored)) continue;
    if (mark === "drop") found.push({ scored, reason: "dropped" });
    else if (found.length < MOST_NEARLY) found.push({ scored, reason: reasonOf(scored.score, needs) });
  }
  return found;
}

function reasonOf(score: number, needs: number | null): NearlyRecalled["reason"] {
  return needs !== null && score >= needs ? "no_room" : "not_relevant";
}

/** It was found by itself, and its words are here. */
function stands(scored: ScoredItem): boolean {
  return hasText(scored) && (scored.kind === "memory" || scored.message.candidate);
}

function idOf(scored: ScoredItem): string {
  return scored.kind === "message" ? scored.message.id : scored.memory.id;
}

function hasText(scored: ScoredItem): boolean {
  return scored.kind === "memory" || scored.message.content !== null;
}

function itemOf(scored: ScoredItem, why: RecalledItem["why"], here: ConversationId | null): RecalledItem {
  const { score, parts } = scored;
  const said = scored.kind === "memory" ? ofMemory(scored.memory, here) : ofMessage(scored.message, here);
  return { ...said, score, parts, why };
}

type Said = Omit<RecalledItem, "score" | "parts" | "why">;

function ofMemory(
  { id, content, validFrom, sources, conversationId }: Memory,
  here: Said["conversationId"],
): Said {
  const [source] = sources;
  const from = source ?? { conversationId, seq: null, title: null };
  return {
    kind: "memory",
    id,
    role: null,
    author: null,
    saidAt: validFrom,
    content,
    conversationId: from.conversationId,
    seq: from.seq,
    title: from.conversationId === here ? null : from.title,
  };
}

function ofMessage(message: PoolMessage, here: Said["conversationId"]): Said {
  const { id, conversationId, title, seq, role, author, saidAt, content } = message;
  return {
    kind: "message",
    id,
    conversationId,
    title: conversationId === here ? null : title,
    seq,
    role,
    author,
    saidAt,
    content: content ?? "",
  };
}

/** What an item takes as it is quoted, from what is known without counting; never much less than it does. */
function quotedTokens(scored: ScoredItem, { call, conversationId }: RecallChoiceInput): number {
  const { content, title } = itemOf(scored, "relevant", conversationId);
  const head = QUOTED + Math.ceil((title ?? "").length / CHARACTERS);
  const lines = content.split("\n").length - 1;
  return head + Math.ceil(lines * QUOTED_LINE) + textTokens(scored, content, call.system.family);
}

function textTokens(scored: ScoredItem, content: string, family: string): number {
  if (scored.kind === "memory") return Math.ceil(content.length / CHARACTERS);
  const { tokenCount, tokenFamily } = scored.message;
  if (tokenFamily !== family) return Math.ceil(content.length / CHARACTERS);
  return Math.max(1, tokenCount - overheadOf(tokenFamily).perMessage);
}
