import type { TurnActions } from "@/lib/ports/turn-actions";
import type { TurnId, UserId } from "@/types/ids";
import type { TurnHub } from "./turn-hub";

type Deps = { hub: Pick<TurnHub, "get">; actions: Pick<TurnActions, "requestStop"> };

/**
 * Ends a running reply and keeps its text: at once where it is generated here, otherwise the generating instance
 * learns of it with its next write. False when it had ended already. Throws `not_found`.
 */
export async function stopTurn({ hub, actions }: Deps, turnId: TurnId, owner: UserId): Promise<boolean> {
  const running = hub.get(turnId);
  if (running?.identity.owner !== owner) return actions.requestStop(turnId);
  running.cease("stopped");
  return true;
}
