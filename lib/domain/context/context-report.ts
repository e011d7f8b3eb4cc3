import type { ContextReport } from "@/types/chat";
import type { CountedModel } from "../tokens/model-table";
import type { BuiltContext } from "./build-context";
import { levelOf, type Reserve } from "./context-budget";
import type { ContextRow } from "./context-row";

export type ReportInput = { budget: number; reserve: Reserve; model: CountedModel };

/** The numbers of the meter for a built context: held + draft + reserve + free = budget + overBy. */
export function contextReport<Row extends ContextRow>(
  built: BuiltContext<Row>,
  { budget, reserve, model }: ReportInput,
): ContextReport {
  const slides = built.leftOut !== null;
  return {
    budget,
    ...reserve,
    segments: built.segments,
    held: built.held,
    draft: built.draft,
    free: built.free,
    overBy: built.overBy,
    level: levelOf(built.held + built.draft + reserve.reserve, budget, slides),
    slides,
    leftOut: built.leftOut,
    model: model.id,
    provider: model.provider,
    window: model.contextWindow,
    accuracy: model.accuracy,
  };
}
