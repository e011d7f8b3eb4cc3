import { indexText } from "@/lib/domain/retrieval/index-text";
import type { Logger } from "@/lib/ports/logger";
import type { RecallReader } from "@/lib/ports/recall-reader";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { AgentId, ClientMessageId, ConversationId, UserId } from "@/types/ids";
import { notRecalled, recallForTurn } from "../recall/recall-for-turn";
import { recallSettings } from "../recall/recall-settings";
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
  /** A new conversation neither reads nor writes memory. */
  temporary?: boolean;
  /** `free` follows from the provider. */
  limits: Omit<TurnLimits, "free">;
};

type Deps = TurnDeps & {
  settings: Pick<TurnSettingsReader, "forTurn">;
  recall: RecallReader;
  log: Logger;
};

/**
 * Everything about a turn that deserves a status code, in two round trips to the database: what it may recall is asked
 * for, beside the settings where this process does not know them, and then it is begun. Throws AppError, and then nothing
 * is stored.
 */
export async function startTurn(deps: Deps, input: StartTurn): Promise<OpenedTurn> {
  const { owner, conversationId, agentId, messageId, content, limits } = input;
  deps.hub.requireOpen();
  const temporary = conversationId === null && input.temporary === true;
  const body = [conversationId, agentId, content, ...(temporary ? ["temporary"] : [])];
  const bodyHash = deps.digest(JSON.stringify(body));
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
    recall: (known) => {
      if (temporary) return Promise.resolve(notRecalled("temporary"));
      const settings = known === null ? null : recallSettings(known.settings);
      return recallForTurn(deps, { conversationId, agentId, seq: null, text: content, settings });
    },
    begin: (call, plan, settings) =>
      deps.store.begin({
        ...call,
        conversationId,
        agentId: settings.agent.id,
        maxTokens: deps.maxContextTokens,
        bodyHash,
        content,
        tokens: plan.messageTokens,
        index: indexText(content, { saidAt: new Date(deps.clock.now()).toISOString(), author: null }),
        temporary,
      }),
    log: deps.log,
  });
}
