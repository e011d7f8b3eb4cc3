import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { BegunTurn } from "@/lib/ports/turn-store";
import { messageId, turnId } from "@/types/api";
import { toConversation } from "./conversation-row";
import { instant, wholeNumber } from "./row-values";
import { windowRow } from "./window-row";

const status = z.enum(["complete", "streaming", "interrupted", "stopped", "failed"]);

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
  window_rows: z.array(windowRow).nullish(),
});

const answer = z.discriminatedUnion("status", [
  begun.extend({ status: z.literal("new") }),
  begun.extend({ status: z.literal("replayed") }),
  z.object({ status: z.literal("busy") }),
  z.object({ status: z.literal("reused") }),
  z.object({
    status: z.literal("limited"),
    retry_after_ms: wholeNumber.nullish(),
    limited_by: z.enum(["user", "address", "global", "tokens"]).nullish(),
  }),
]);

type Limited = Extract<z.output<typeof answer>, { status: "limited" }>;

/** What begin_turn or retry_turn answered. Throws for everything but a turn: busy, reused and limited. */
export function toBegunTurn(value: unknown): BegunTurn {
  const parsed = answer.parse(value);
  switch (parsed.status) {
    case "new":
    case "replayed":
      return {
        status: parsed.status,
        turnId: parsed.turn,
        fence: parsed.fence,
        conversation: parsed.conversation,
        userMessage: {
          id: parsed.user_message.id,
          seq: parsed.user_message.seq,
          tokenCount: parsed.user_message.token_count,
          content: parsed.user_message.content,
          createdAt: parsed.user_message.created_at,
        },
        reply: parsed.reply,
        windowRows: parsed.window_rows ?? [],
      };
    case "busy":
      throw new AppError(
        "turn_in_progress",
        "A reply is still being written in this conversation. Wait for it to end, or stop it, then send again.",
      );
    case "reused":
      throw new AppError(
        "message_id_reused",
        "This message id was used for another message already. Send this one under a new id.",
      );
    case "limited":
      throw limited(parsed);
    default:
      return parsed satisfies never;
  }
}

const LIMITED: Record<NonNullable<Limited["limited_by"]>, string> = {
  user: "You are sending faster than this server allows.",
  address: "Too many messages come from your network at the moment.",
  global: "This server is answering as many messages as it may at the moment.",
  tokens: "The tokens that you may use in a day are used up.",
};

function limited({ limited_by: by, retry_after_ms: retryAfterMs }: Limited): AppError {
  const wait = by === "tokens" ? "Try again tomorrow" : "Try again in a moment";
  return new AppError("rate_limited", `${LIMITED[by ?? "user"]} ${wait}; your message was not sent.`, {
    details: { limitedBy: by ?? "user" },
    retryAfterMs: retryAfterMs ?? 60_000,
  });
}
