import { buildContext } from "@/lib/domain/context/build-context";
import type { ContextInput } from "@/lib/domain/context/context-input";
import type { Reserve } from "@/lib/domain/context/reply-reserve";
import type { GrantedRate } from "@/lib/ports/turn-store";
import type { RateChoice } from "@/types/context";

/** A call of more than the whole limit is refused for good, and what a call takes is known to 1 % (docs/context.md). */
const WITHIN_LIMIT = 0.99;

type Fitted = { context: ContextInput; reserve: Reserve; rate: RateChoice | null };

/** The fewest tokens that a plan may cut a reserve to: thinking whole, the reply by half. */
export function leastReserve({
  replyReserve,
  thinkingAllowance,
}: Pick<Reserve, "replyReserve" | "thinkingAllowance">): number {
  return thinkingAllowance + Math.ceil(replyReserve / 2);
}

/**
 * The call within what its plan has granted of the tokens a minute: as it is where that is enough, else with a shorter
 * reply, else with less of the history.
 */
export function fitToRate(context: ContextInput, reserve: Reserve, granted: GrantedRate | null): Fitted {
  if (granted === null) return { context, reserve, rate: null };
  const { choice, limit, left } = granted;
  // Where all was granted, what is left beyond that is ours too: pinned messages were not known when it was asked for.
  const open = choice === "ok" ? Math.max(left, granted.granted) : granted.granted;
  const most = Math.min(open, Math.floor(limit * WITHIN_LIMIT));
  const { held, draft } = buildContext(context);
  const forReply = most - held - draft;
  if (forReply >= reserve.reserve) return { context, reserve, rate: null };
  const least = leastReserve(reserve);
  if (choice !== "trimmed" && forReply >= least) {
    const shorter = cutTo(reserve, forReply);
    const rate = { kind: "shorter_reply", limit, left, replyReserve: shorter.replyReserve } as const;
    return { context: { ...context, reserve: shorter.reserve }, reserve: shorter, rate };
  }
  const trimmed = { ...context, budget: Math.min(context.budget, most) };
  const rate = { kind: "trimmed", limit, left } as const;
  if (keepsNewest(trimmed)) return { context: trimmed, reserve, rate };
  const shorter = cutTo(reserve, least);
  return { context: { ...trimmed, reserve: shorter.reserve }, reserve: shorter, rate };
}

function keepsNewest(context: ContextInput): boolean {
  const { overBy, kept, history } = buildContext(context);
  return overBy === 0 && (kept.length > 0 || history.whole.length === 0);
}

function cutTo(reserve: Reserve, tokens: number): Reserve {
  const replyReserve = tokens - reserve.thinkingAllowance;
  return { ...reserve, replyReserve, reserve: tokens };
}
