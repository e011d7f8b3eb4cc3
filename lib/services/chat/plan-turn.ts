import { overBudget, type OverBudget } from "@/lib/domain/context/context-budget";
import { AppError } from "@/lib/domain/errors";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import { planCall, type CallPlan } from "../context/plan-call";
import type { TurnDeps } from "./turn-deps";

/** Everything about a turn that is decided before anything is stored. */
export type TurnPlan = CallPlan & {
  /** What the model may write, thinking included. */
  maxOutputTokens: number;
  temperature: number | null;
};

type Deps = Pick<TurnDeps, "models" | "counter" | "maxContextTokens">;

/** Resolves the model, counts, and refuses with `message_over_budget` and the numbers what cannot fit. */
export async function planTurn(deps: Deps, settings: TurnSettings, message: string): Promise<TurnPlan> {
  const { agent } = settings;
  const plan = await planCall(deps, settings, message);
  const { budget, reserve, system, messageTokens } = plan;
  const over = overBudget({
    budget,
    reserve: reserve.reserve,
    system: system.tokens,
    message: messageTokens,
  });
  if (over !== null) throw tooBig(over);
  const replyTokens = Math.min(reserve.replyReserve, agent.maxOutputTokens ?? Infinity);
  return {
    ...plan,
    maxOutputTokens: replyTokens + reserve.thinkingAllowance,
    temperature: agent.temperature,
  };
}

function tooBig(over: OverBudget): AppError {
  const number = (tokens: number) => tokens.toLocaleString("en");
  return new AppError(
    "message_over_budget",
    `This message needs ${number(over.message)} tokens, ${number(over.over)} more than fit: the budget is ${number(over.budget)}, of which ${number(over.system)} go to the system prompt and ${number(over.reserve)} are reserved for the reply. Shorten it, or raise the budget.`,
    { details: { ...over } },
  );
}
