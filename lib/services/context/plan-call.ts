import { usableWindow } from "@/lib/domain/calibration/calibration";
import { roomFor } from "@/lib/domain/context/build-context";
import { fitStanding } from "@/lib/domain/context/standing";
import { budgetFor, type FixedParts } from "@/lib/domain/context/context-budget";
import { measureContext } from "@/lib/domain/context/measure-context";
import { reserveFor, type Reserve } from "@/lib/domain/context/reply-reserve";
import { UNSCALED, type Scale } from "@/lib/domain/context/scale";
import type { CountedPin, SystemParts } from "@/lib/domain/prompts/system-message";
import { messageTokens, overheadOf } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { ChosenModel, ModelRegistry } from "../models/model-registry";
import type { CallSettings } from "./call-settings";
import { countSystem } from "./count-system";

/** The parts of a call that are known before its history is read. */
export type CallPlan = {
  settings: CallSettings;
  chosen: ChosenModel;
  scale: Scale;
  /** In the model's own tokens, as is the reserve. */
  budget: number;
  reserve: Reserve;
  /** Without pinned messages, which come with the history. */
  system: SystemParts;
  /** In our count, overhead included; 0 where nothing is being said. */
  messageTokens: number;
  /** What no window can give up; pinned messages among it once they are known (withPins). */
  fixed: FixedParts;
  /** Of the memories that are always in, in the model's own tokens: they give way where the fixed parts need the room. */
  memories: number;
  /** What older messages may take, in our count. */
  windowBudget: number;
  /** Messages up to this seq are not in the window: the summary stands for them. */
  floor: number;
};

type Deps = { models: Pick<ModelRegistry, "resolve">; counter: TokenCounter };

/** Resolves the model and counts. Throws `provider_model` or `provider_key`; what does not fit is left to the caller. */
export async function planCall(
  { models, counter }: Deps,
  settings: CallSettings,
  message: string,
): Promise<CallPlan> {
  const { agent, maxTokens } = settings;
  const chosen = await models.resolve(agent, settings.model);
  const { info, calibration } = chosen;
  const scale = calibration === null ? UNSCALED : { offset: calibration.offset, ratio: calibration.ratio };
  const usable = usableWindow(info.contextWindow, calibration, overheadOf(info.family).preamble);
  const budget = budgetFor(usable, maxTokens);
  const reserve = reserveFor({ ...settings, budget, maxOutputTokens: agent.maxOutputTokens, info });
  const [system, text] = await Promise.all([
    countSystem(counter, info.family, settings),
    message === "" ? 0 : counter.countText(info.family, message),
  ]);
  const tokens = message === "" ? 0 : messageTokens(info.family, text, "user");
  return { settings, chosen, ...partsOf({ scale, budget, reserve, system, tokens }) };
}

/** The same plan with another system message, as after the summary has moved on. */
export function withSystem(plan: CallPlan, system: SystemParts): CallPlan {
  const { scale, budget, reserve, messageTokens: tokens } = plan;
  return { ...plan, ...partsOf({ scale, budget, reserve, system, tokens }) };
}

/** The same plan with the memories that are always in. */
export function withStanding(plan: CallPlan, standing: SystemParts["standing"]): CallPlan {
  if (standing === undefined) return plan;
  const { fixed } = plan;
  const wider = withSystem(plan, { ...plan.system, standing });
  return { ...wider, fixed: { ...wider.fixed, pinned: fixed.pinned } };
}

/** The same plan with the pinned messages that go with it: all of them have to fit as they are quoted. */
export function withPins(plan: CallPlan, pins: readonly CountedPin[]): CallPlan {
  const { budget, scale, system, messageTokens, fixed } = plan;
  const call = {
    scale,
    budget,
    reserve: fixed.reserve,
    system,
    current: { tokens: messageTokens, seq: null },
  };
  const { lines } = measureContext(call, pins, []);
  const pinned = lines.find(({ kind }) => kind === "pinned")?.tokens ?? 0;
  return { ...plan, fixed: { ...fixed, pinned } };
}

function partsOf({
  scale,
  budget,
  reserve,
  system,
  tokens,
}: Pick<CallPlan, "scale" | "budget" | "reserve" | "system"> & { tokens: number }): Omit<
  CallPlan,
  "settings" | "chosen"
> {
  const asked = { scale, budget, reserve: reserve.reserve, system, current: { tokens, seq: null } };
  const call = { ...asked, system: fitStanding(asked) };
  const { lines, draft } = measureContext(call, [], []);
  const line = (kind: string) => lines.find((each) => each.kind === kind)?.tokens ?? 0;
  return {
    scale,
    budget,
    reserve,
    system,
    messageTokens: tokens,
    fixed: {
      budget,
      reserve: reserve.reserve,
      system: line("system"),
      pinned: 0,
      summary: line("summary"),
      message: draft,
    },
    memories: line("memories"),
    windowBudget: Math.max(0, roomFor(call, [])),
    floor: system.summary?.to ?? 0,
  };
}
