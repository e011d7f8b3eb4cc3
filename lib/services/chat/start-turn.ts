import type { Logger } from "@/lib/ports/logger";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { AgentId, ClientMessageId, ConversationId, UserId } from "@/types/ids";
import { launchTurn, type OpenedTurn } from "./launch-turn";
import { planTurn } from "./plan-turn";
import { replayTurn } from "./replay-turn";
import type { TurnDeps } from "./turn-deps";

export type StartTurn = {
  owner: UserId;
  /** null: the turn creates its conversation. */
  conversationId: ConversationId | null;
  /** Decides in a new conversation only; null: the owner's default agent. */
  agentId: AgentId | null;
  messageId: ClientMessageId;
  content: string;
  /** `free` follows from the provider. */
  limits: Omit<TurnLimits, "free">;
};

type Deps = TurnDeps & { settings: Pick<TurnSettingsReader, "forChat">; log: Logger };

/**
 * Everything about a turn that deserves a status code, in two requests to the database: its settings, and
 * begin_turn. Throws AppError, and then nothing is stored.
 */
export async function startTurn(deps: Deps, input: StartTurn): Promise<OpenedTurn> {
  const { owner, conversationId, agentId, messageId, content } = input;
  deps.hub.requireOpen();
  const bodyHash = deps.digest(JSON.stringify([conversationId, agentId, content]));
  const prepared = await prepare(deps, input).catch((refusal: unknown) =>
    replayTurn(deps, { owner, clientMessageId: messageId, bodyHash }, refusal),
  );
  if ("turnId" in prepared) return prepared;
  const { settings, plan } = prepared;
  const { info } = plan.chosen;
  const began = deps.timers.elapsed();
  const begun = await deps.store.begin({
    owner,
    conversationId,
    agentId: settings.agent.id,
    maxTokens: deps.maxContextTokens,
    clientMessageId: messageId,
    bodyHash,
    content,
    tokens: plan.messageTokens,
    tokenFamily: info.family,
    model: info.id,
    tokensReserved: plan.budget,
    windowBudget: plan.windowBudget,
    leaseSeconds: deps.leaseSeconds,
    limits: { ...input.limits, free: info.provider === "offline" },
  });
  return launchTurn(deps, { owner, plan, begun, beginMs: deps.timers.elapsed() - began, log: deps.log });
}

async function prepare(deps: Deps, { conversationId, agentId, content }: StartTurn) {
  const settings = await deps.settings.forChat(conversationId, agentId);
  return { settings, plan: await planTurn(deps, settings, content) };
}
