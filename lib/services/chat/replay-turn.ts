import { AppError } from "@/lib/domain/errors";
import type { Logger } from "@/lib/ports/logger";
import type { KnownTurn } from "@/lib/ports/turn-store";
import { attachTurn, type OpenedTurn } from "./launch-turn";
import type { TurnDeps } from "./turn-deps";

type Deps = Pick<TurnDeps, "store" | "hub" | "timers"> & { log: Logger };

/**
 * Planning has refused a request. Where the same request was accepted before, under other settings, it is a replay of
 * that turn all the same, or its sender would send it twice; a new one is refused with what was thrown.
 */
export async function replayTurn(deps: Deps, known: KnownTurn, refusal: unknown): Promise<OpenedTurn> {
  if (!(refusal instanceof AppError)) throw refusal;
  const began = deps.timers.elapsed();
  const begun = await deps.store.find(known);
  if (begun === null) throw refusal;
  const beginMs = deps.timers.elapsed() - began;
  return attachTurn(deps, { owner: known.owner, begun, beginMs, log: deps.log });
}
