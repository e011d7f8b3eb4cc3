import { buildContext } from "@/lib/domain/context/build-context";
import { contextReport } from "@/lib/domain/context/context-report";
import { needsRecount } from "@/lib/domain/context/context-row";
import type { ContextWindow, StoredWindow } from "@/lib/ports/context-window";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnSettings, TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { ContextReport, TokenFamily } from "@/types/chat";
import type { AgentId, ConversationId } from "@/types/ids";
import type { ModelRegistry } from "../models/model-registry";
import { planCall } from "./plan-call";
import { recountRows } from "./recount-rows";

type Deps = {
  settings: Pick<TurnSettingsReader, "forChat">;
  window: ContextWindow;
  models: Pick<ModelRegistry, "resolve">;
  counter: TokenCounter;
  maxContextTokens: number;
};

export type ReportContext = {
  /** null: a conversation that does not exist yet. */
  conversationId: ConversationId | null;
  agentId: AgentId | null;
  /** "" where nothing is being written. */
  draft: string;
  /** Tries another budget than the conversation's. */
  maxTokens: number | null;
};

/**
 * What the next call would hold, built as a turn builds it: settings in one request, the window in another. Throws
 * `not_found`, `provider_model` and `provider_key`; a draft that does not fit shows as `overBy`.
 */
export async function reportContext(deps: Deps, input: ReportContext): Promise<ContextReport> {
  const stored = await deps.settings.forChat(input.conversationId, input.agentId);
  const settings = withBudget(stored, input.maxTokens);
  const maxContextTokens = input.maxTokens ?? deps.maxContextTokens;
  const plan = await planCall({ ...deps, maxContextTokens }, settings, input.draft);
  const { family } = plan.chosen.info;
  const window = await readWindow(deps, settings, { budget: plan.windowBudget, family });
  const { rows } = await recountRows(deps.counter, family, window.rows);
  const built = buildContext({
    strategy: "sliding_window",
    budget: plan.budget,
    reserve: plan.reserve.reserve,
    system: plan.system,
    rows,
    older: window.older,
    current:
      input.draft === ""
        ? null
        : { content: input.draft, tokens: plan.messageTokens, seq: null, saidAt: null },
  });
  return contextReport(built, { budget: plan.budget, reserve: plan.reserve, model: plan.chosen.info });
}

function withBudget({ agent, conversation }: TurnSettings, maxTokens: number | null): TurnSettings {
  if (conversation === null || maxTokens === null) return { agent, conversation };
  return { agent, conversation: { ...conversation, maxTokens } };
}

async function readWindow(
  { window }: Pick<Deps, "window">,
  { conversation }: TurnSettings,
  { budget, family }: { budget: number; family: TokenFamily },
): Promise<StoredWindow> {
  if (conversation === null) return { rows: [], older: null };
  const counts = await window.read(conversation.id, budget, false);
  // After a change to another family's model the texts are needed once more, to be counted again.
  if (needsRecount(counts.rows, family).length > 0) return window.read(conversation.id, budget, true);
  return counts;
}
