import type { Logger } from "@/lib/ports/logger";
import type { RecallReader } from "@/lib/ports/recall-reader";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { ClientMessageId, TurnId, UserId } from "@/types/ids";
import { recallForTurn } from "../recall/recall-for-turn";
import { recallSettings } from "../recall/recall-settings";
import type { OpenedTurn } from "./launch-turn";
import { openTurn } from "./open-turn";
import type { TurnDeps } from "./turn-deps";

export type RetryTurn = {
  owner: UserId;
  turnId: TurnId;
  /** The retry's own client id: the same again is the same retry. */
  messageId: ClientMessageId;
  limits: Omit<TurnLimits, "free">;
};

type Deps = TurnDeps & {
  settings: Pick<TurnSettingsReader, "forRetry">;
  recall: RecallReader;
  log: Logger;
};

/** A new reply to the old message, with the settings of now; it supersedes the old reply. Throws AppError. */
export async function retryTurn(deps: Deps, input: RetryTurn): Promise<OpenedTurn> {
  const { owner, turnId, messageId, limits } = input;
  deps.hub.requireOpen();
  return openTurn(deps, {
    owner,
    known: { owner, clientMessageId: messageId, bodyHash: `retry:${turnId}` },
    limits,
    warm: null,
    read: async () => {
      const { message, seq, ...settings } = await deps.settings.forRetry(turnId);
      return { settings, message, seq };
    },
    // Only the settings say what was said: it is looked for while the turn is begun.
    recall: (known) => {
      if (known === null) return null;
      const { settings, message, seq } = known;
      const { agent, conversation } = settings;
      return recallForTurn(deps, {
        conversationId: conversation?.id ?? null,
        agentId: agent.id,
        seq,
        text: message,
        settings: recallSettings(settings),
      });
    },
    begin: (call) => deps.store.retry({ ...call, turnId }),
    log: deps.log,
  });
}
