import { budgetFor, reserveFor, roomForHistory, type Reserve } from "@/lib/domain/context/context-budget";
import { messageTokens, systemTokens } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import type { ChosenModel, ModelRegistry } from "../models/model-registry";

/** The parts of a call that are known before its history is read. Tokens include overheads. */
export type CallPlan = {
  chosen: ChosenModel;
  system: { content: string; tokens: number };
  /** 0 where nothing is being said. */
  messageTokens: number;
  budget: number;
  reserve: Reserve;
  /** What older messages may take. */
  windowBudget: number;
};

type Deps = { models: Pick<ModelRegistry, "resolve">; counter: TokenCounter; maxContextTokens: number };

/** Resolves the model and counts. Throws `provider_model` or `provider_key`; what does not fit is left to the caller. */
export async function planCall(
  { models, counter, maxContextTokens }: Deps,
  { agent, conversation }: TurnSettings,
  message: string,
): Promise<CallPlan> {
  const chosen = await models.resolve(agent, conversation?.model ?? null);
  const { info } = chosen;
  const maxTokens = conversation?.maxTokens ?? maxContextTokens;
  const budget = budgetFor(info, maxTokens);
  const reserve = reserveFor({ replyReserve: conversation?.replyReserve ?? null, maxTokens, info });
  const [promptTokens, textTokens] = await Promise.all([
    counter.countText(info.family, agent.systemPrompt),
    message === "" ? 0 : counter.countText(info.family, message),
  ]);
  const system = { content: agent.systemPrompt, tokens: systemTokens(info.family, promptTokens) };
  const tokens = message === "" ? 0 : messageTokens(info.family, textTokens, "user");
  const fixed = { budget, reserve: reserve.reserve, system: system.tokens, message: tokens };
  return { chosen, system, messageTokens: tokens, budget, reserve, windowBudget: roomForHistory(fixed) };
}
