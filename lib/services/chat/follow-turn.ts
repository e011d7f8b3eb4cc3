import { AppError } from "@/lib/domain/errors";
import type { TurnId, UserId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";
import { followStored, type FollowDeps } from "./follow-stored";
import type { ReadPosition } from "./read-position";
import type { TurnHub } from "./turn-hub";

type Deps = FollowDeps & { hub: Pick<TurnHub, "get"> };
type Target = { turnId: TurnId; owner: UserId };

/** A turn's events from `position` to its end: from memory where it is generated here, else from the database. */
export async function* followTurn(
  deps: Deps,
  { turnId, owner }: Target,
  position: ReadPosition,
): AsyncGenerator<TurnEvent, void> {
  const running = deps.hub.get(turnId);
  if (running?.identity.owner === owner) {
    const how = yield* running.follow(position);
    if (how === "ended") return;
  }
  yield* followStored(deps, turnId, position);
}

/** As `followTurn`, but a turn that is not there for this caller is refused at once with `not_found`. */
export async function resumeTurn(
  deps: Deps,
  target: Target,
  position: ReadPosition,
): Promise<AsyncGenerator<TurnEvent, void>> {
  const here = deps.hub.get(target.turnId)?.identity.owner === target.owner;
  if (!here && (await deps.reader.turn(target.turnId)) === null) {
    throw new AppError("not_found", "There is no reply with that id.");
  }
  return followTurn(deps, target, position);
}
