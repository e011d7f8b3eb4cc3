import {
  budgetFor,
  overBudget,
  reserveFor,
  roomForHistory,
  type Reserve,
} from "@/lib/domain/context/context-budget";
import { AppError } from "@/lib/domain/errors";
import { messageTokens, systemTokens } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import type { TokenFamily } from "@/types/chat";
import type { ChosenModel, ModelRegistry } from "../models/model-registry";

/** Everything about a turn that is decided before anything is stored. Tokens include overheads. */
export type TurnPlan = {
  chosen: ChosenModel;
  system: { content: string; tokens: number };
  messageTokens: number;
  budget: number;
  reserve: Reserve;
  /** What older messages may take. */
  windowBudget: number;
  /** What the model may write, thinking included. */
  maxOutputTokens: number;
  temperature: number | null;
};

/** The user's message, with its stored count where it has one. */
export type PlannedMessage = {
  content: string;
  stored: { tokenCount: number; tokenFamily: TokenFamily } | null;
};

type Deps = { models: Pick<ModelRegistry, "resolve">; counter: TokenCounter; maxContextTokens: number };

/** Resolves the model, counts, and refuses with `message_over_budget` and the numbers what cannot fit. */
export async function planTurn(
  deps: Deps,
  settings: TurnSettings,
  message: PlannedMessage,
): Promise<TurnPlan> {
  const { agent, conversation } = settings;
  const chosen = await deps.models.resolve(agent, conversation?.model ?? null);
  const { info } = chosen;
  const maxTokens = conversation?.maxTokens ?? deps.maxContextTokens;
  const budget = budgetFor(info, maxTokens);
  const reserve = reserveFor({ replyReserve: conversation?.replyReserve ?? null, maxTokens, info });
  const [promptTokens, tokens] = await Promise.all([
    deps.counter.countText(info.family, agent.systemPrompt),
    countMessage(deps.counter, info.family, message),
  ]);
  const system = { content: agent.systemPrompt, tokens: systemTokens(info.family, promptTokens) };
  const fixed = { budget, reserve: reserve.reserve, system: system.tokens, message: tokens };
  const over = overBudget(fixed);
  if (over !== null) throw tooBig(over);
  return {
    chosen,
    system,
    messageTokens: tokens,
    budget,
    reserve,
    windowBudget: roomForHistory(fixed),
    maxOutputTokens:
      Math.min(reserve.replyReserve, agent.maxOutputTokens ?? Infinity) + reserve.thinkingAllowance,
    temperature: agent.temperature,
  };
}

async function countMessage(
  counter: TokenCounter,
  family: TokenFamily,
  message: PlannedMessage,
): Promise<number> {
  if (message.stored?.tokenFamily === family) return message.stored.tokenCount;
  return messageTokens(family, await counter.countText(family, message.content), "user");
}

function tooBig(over: NonNullable<ReturnType<typeof overBudget>>): AppError {
  const number = (tokens: number) => tokens.toLocaleString("en");
  return new AppError(
    "message_over_budget",
    `This message needs ${number(over.message)} tokens, ${number(over.over)} more than fit: the budget is ${number(over.budget)}, of which ${number(over.system)} go to the system prompt and ${number(over.reserve)} are reserved for the reply. Shorten it, or raise the budget.`,
    { details: { ...over } },
  );
}
