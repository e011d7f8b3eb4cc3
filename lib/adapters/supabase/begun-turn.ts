import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { BegunTurn, EndedTurn, StaleSettings } from "@/lib/ports/turn-store";
import { conversationId, messageId, turnId } from "@/types/api";
import { toConversation } from "./conversation-row";
import { instant, wholeNumber } from "./row-values";
import { surroundings, windowRow } from "./window-row";

const status = z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]);

/** Turns that were found dead and have been ended. */
export const endedTurns = z.array(
  z
    .object({ turn: turnId, conversation: conversationId })
    .transform(({ turn, conversation }): EndedTurn => ({ turnId: turn, conversationId: conversation })),
);

const begun = z.object({
  turn: turnId,
  fence: wholeNumber,
  conversation: z.unknown().transform(toConversation),
  user_message: z.object({
    id: messageId,
    seq: wholeNumber,
    token_count: wholeNumber,
    content: z.string(),
    created_at: instant,
  }),
  reply: z.object({ id: messageId, seq: wholeNumber, status }),
  window_rows: z.array(windowRow),
  pinned_rows: z.array(windowRow),
  ...surroundings,
  interrupted: endedTurns,
  rate: z
    .object({
      choice: z.enum(["ok", "shorter_reply", "trimmed"]),
      granted: wholeNumber,
      limit: wholeNumber,
      left: wholeNumber,
    })
    .nullable(),
});

/** A limit of the server is reached, for a turn as for any call. */
export const limitedAnswer = z.object({
  status: z.literal("limited"),
  retry_after_ms: wholeNumber.nullish(),
  limited_by: z.enum(["user", "address", "global", "tokens"]).nullish(),
});

const answer = z.discriminatedUnion("status", [
  begun.extend({ status: z.literal("new") }),
  begun.extend({ status: z.literal("replayed") }),
  z.object({ status: z.literal("busy") }),
  z.object({ status: z.literal("reused") }),
  z.object({ status: z.literal("stale") }),
  z.object({ status: z.literal("wait"), wait_ms: wholeNumber, limit: wholeNumber, left: wholeNumber }),
  z.object({ status: z.literal("over_limit"), limit: wholeNumber, need: wholeNumber }),
  limitedAnswer,
]);

type Answer = z.output<typeof answer>;
type Limited = z.output<typeof limitedAnswer>;
type Refused = Exclude<Answer, { status: "new" | "replayed" | "stale" }>;

/** What begin_turn or retry_turn answered. Throws where there is no turn, unless it can be planned anew at once. */
export function toBegunTurn(value: unknown): BegunTurn | StaleSettings {
  const parsed = answer.parse(value);
  if (parsed.status === "stale") return { status: "stale" };
  if (parsed.status === "new" || parsed.status === "replayed") return turnOf(parsed);
  throw refusal(parsed);
}

function turnOf(row: Extract<Answer, { status: "new" | "replayed" }>): BegunTurn {
  return {
    status: row.status,
    turnId: row.turn,
    fence: row.fence,
    conversation: row.conversation,
    userMessage: {
      id: row.user_message.id,
      seq: row.user_message.seq,
      tokenCount: row.user_message.token_count,
      content: row.user_message.content,
      createdAt: row.user_message.created_at,
    },
    reply: row.reply,
    windowRows: row.window_rows,
    pinnedRows: row.pinned_rows,
    older: row.older,
    muted: row.muted,
    interrupted: row.interrupted,
    rate: row.rate,
  };
}

function refusal(parsed: Refused): AppError {
  switch (parsed.status) {
    case "busy":
      return new AppError(
        "turn_in_progress",
        "A reply is still being written in this conversation. Wait for it to end, or stop it, then send again.",
      );
    case "reused":
      return new AppError(
        "message_id_reused",
        "This message id was used for another message already. Send this one under a new id.",
      );
    case "limited":
      return limited(parsed, "your message was not sent");
    case "wait":
      return toWait(parsed.wait_ms, parsed);
    case "over_limit":
      return overLimit(parsed);
    default:
      return parsed satisfies never;
  }
}

/** The plan of the model's provider has too little left just now. */
function toWait(waitMs: number, { limit, left }: { limit: number; left: number }): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new AppError(
    "rate_limited",
    `The model's plan allows ${inWords(limit)} tokens a minute and has ${inWords(left)} left. Your message can be sent in ${seconds} s; nothing was sent.`,
    { details: { limitedBy: "plan", limit, left }, retryAfterMs: waitMs },
  );
}

/** Waiting would not help: the message and what always goes with it take more than the plan allows in a minute. */
function overLimit({ limit, need }: { limit: number; need: number }): AppError {
  return new AppError(
    "message_over_budget",
    `This message needs ${inWords(need)} tokens with its instructions and the shortest reply, and the model's plan allows ${inWords(limit)} a minute. Shorten it, or choose another model; nothing was sent.`,
    { details: { limitedBy: "plan", budget: limit, need, overBy: need - limit } },
  );
}

function inWords(tokens: number): string {
  return tokens.toLocaleString("en");
}

const LIMITED: Record<NonNullable<Limited["limited_by"]>, string> = {
  user: "You are sending faster than this server allows.",
  address: "Too many messages come from your network at the moment.",
  global: "This server is answering as many messages as it may at the moment.",
  tokens: "The tokens that you may use in a day are used up.",
};

/** `kept`: what the refusal has left as it was, as the end of a sentence. */
export function limited({ limited_by: by, retry_after_ms: retryAfterMs }: Limited, kept: string): AppError {
  const wait = by === "tokens" ? "Try again tomorrow" : "Try again in a moment";
  return new AppError("rate_limited", `${LIMITED[by ?? "user"]} ${wait}; ${kept}.`, {
    details: { limitedBy: by ?? "user" },
    retryAfterMs: retryAfterMs ?? 60_000,
  });
}
