import { AppError } from "@/lib/domain/errors";
import type { TurnId, UserId } from "@/types/ids";
import type { TurnEvent } from "@/types/stream";
import { followStored, type FollowDeps } from "./follow-stored";
import type { ReadPosition } from "./read-position";
import type { RunningTurn } from "./running-turn";
import type { TurnHub } from "./turn-hub";

type Deps = FollowDeps & { hub: Pick<TurnHub, "get"> };
type Target = {
  turnId: TurnId;
  owner: UserId;
  /** Where the caller holds it already: a quick reply may have left the hub by the time it is read. */
  running?: RunningTurn | null;
};

/** A turn's events from `position` to its end: from memory where it is generated here, else from the database. */
export async function* followTurn(
  deps: Deps,
  { turnId, owner, running = deps.hub.get(turnId) ?? null }: Target,
  position: ReadPosition,
): AsyncGenerator<TurnEvent, void> {
  if (running?.identity.owner === owner) {
    const how = yield* running.follow(position);
    if (how === "ended") return;
  }
  yield* followStored(deps, turnId, position);
}

/** As `followTurn`, but a turn that is not there for this caller is refused at once with `not_found`. */
export async function resumeTurn(
  deps: Deps,
  { turnId, owner }: Pick<Target, "turnId" | "owner">,
  position: ReadPosition,
): Promise<AsyncGenerator<TurnEvent, void>> {
  const here = deps.hub.get(turnId) ?? null;
  const running = here?.identity.owner === owner ? here : null;
  if (running === null && (await deps.reader.turn(turnId)) === null) {
    throw new AppError("not_found", "There is no reply with that id.");
  }
  return followTurn(deps, { turnId, owner, running }, position);
}
