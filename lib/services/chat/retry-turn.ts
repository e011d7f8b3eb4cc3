import type { Logger } from "@/lib/ports/logger";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { ClientMessageId, TurnId, UserId } from "@/types/ids";
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

type Deps = TurnDeps & { settings: Pick<TurnSettingsReader, "forRetry">; log: Logger };

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
    begin: (call) => deps.store.retry({ ...call, turnId }),
    log: deps.log,
  });
}
