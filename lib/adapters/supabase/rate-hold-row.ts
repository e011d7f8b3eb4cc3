import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { Hold } from "@/lib/ports/rate-holds";
import { wholeNumber } from "./row-values";

const answer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("unlimited") }),
  z.object({ status: z.literal("held"), hold: z.uuid() }),
  z.object({ status: z.literal("wait"), wait_ms: wholeNumber, limit: wholeNumber, left: wholeNumber }),
  z.object({ status: z.literal("over_limit"), limit: wholeNumber, need: wholeNumber }),
]);

/** What hold_rate answered. Throws where nothing is held though the plan is limited. */
export function toHold(value: unknown): Hold {
  const parsed = answer.parse(value);
  switch (parsed.status) {
    case "unlimited":
      return { kind: "unlimited" };
    case "held":
      return { kind: "held", id: parsed.hold };
    case "wait":
      throw wait(parsed);
    case "over_limit":
      throw overLimit(parsed);
    default:
      return parsed satisfies never;
  }
}

function wait({ wait_ms: waitMs, limit, left }: { wait_ms: number; limit: number; left: number }): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new AppError(
    "rate_limited",
    `The model's plan allows ${inWords(limit)} tokens a minute and has ${inWords(left)} left. It can be asked in ${seconds} s.`,
    { details: { limitedBy: "plan", limit, left }, retryAfterMs: waitMs },
  );
}

function overLimit({ limit, need }: { limit: number; need: number }): AppError {
  return new AppError(
    "message_over_budget",
    `This call needs ${inWords(need)} tokens, and the model's plan allows ${inWords(limit)} a minute. Choose a smaller budget, or another model.`,
    { details: { limitedBy: "plan", budget: limit, need, overBy: need - limit } },
  );
}

function inWords(tokens: number): string {
  return tokens.toLocaleString("en");
}
