import type { Logger } from "@/lib/ports/logger";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { AgentId, ClientMessageId, ConversationId, UserId } from "@/types/ids";
import type { OpenedTurn } from "./launch-turn";
import { openTurn } from "./open-turn";
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

type Deps = TurnDeps & { settings: Pick<TurnSettingsReader, "forTurn">; log: Logger };

/**
 * Everything about a turn that deserves a status code, in one request to the database where this process knows the
 * conversation, in two where it reads its settings first. Throws AppError, and then nothing is stored.
 */
export async function startTurn(deps: Deps, input: StartTurn): Promise<OpenedTurn> {
  const { owner, conversationId, agentId, messageId, content, limits } = input;
  deps.hub.requireOpen();
  const bodyHash = deps.digest(JSON.stringify([conversationId, agentId, content]));
  const remembered = conversationId === null ? null : deps.warm.get(owner, conversationId);
  return openTurn(deps, {
    owner,
    known: { owner, clientMessageId: messageId, bodyHash },
    limits,
    warm: remembered === null ? null : { settings: remembered, message: content, seq: null },
    read: async () => ({
      settings: await deps.settings.forTurn(conversationId, agentId),
      message: content,
      seq: null,
    }),
    begin: (call, plan, settings) =>
      deps.store.begin({
        ...call,
        conversationId,
        agentId: settings.agent.id,
        maxTokens: deps.maxContextTokens,
        bodyHash,
        content,
        tokens: plan.messageTokens,
      }),
    log: deps.log,
  });
}
