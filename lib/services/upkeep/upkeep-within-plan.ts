import type { TurnUpkeep } from "../chat/turn-upkeep";
import type { ChosenModel } from "../models/model-registry";

/** The upkeep with another way to its models: its calls are made with what `within` makes of the turn's model. */
export function upkeepWithinPlan(
  upkeep: TurnUpkeep,
  within: (chosen: ChosenModel) => ChosenModel,
): TurnUpkeep {
  return {
    compactBefore: (target) => upkeep.compactBefore({ ...target, chosen: within(target.chosen) }),
    after: (turn) => upkeep.after({ ...turn, chosen: within(turn.chosen) }),
  };
}
