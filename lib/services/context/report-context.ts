import { contextContents } from "@/lib/domain/context/context-contents";
import { needsRecount, type ContextRow } from "@/lib/domain/context/context-row";
import { gistOf } from "@/lib/domain/summaries/gist";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { ContextWindow, StoredWindow } from "@/lib/ports/context-window";
import type { Digest } from "@/lib/ports/digest";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { ListedSettings, TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { ContextAnswer } from "@/types/api";
import type { ContextContents } from "@/types/context";
import type { AgentId, ConversationId } from "@/types/ids";
import type { ModelRegistry } from "../models/model-registry";
import { assembleCall, promptHashOf, reportCall, type AssembledCall } from "./assemble-call";
import { notRecalled, recallForTurn, type RecallDeps, type TurnRecall } from "../recall/recall-for-turn";
import { recallSettings } from "../recall/recall-settings";
import { callSettings, type CallSettings, type SettingWishes } from "./call-settings";
import { countStanding } from "./count-system";
import { planCall, withStanding, type CallPlan } from "./plan-call";

type Deps = {
  settings: Pick<TurnSettingsReader, "forChat" | "forContents">;
  window: ContextWindow;
  models: Pick<ModelRegistry, "resolve">;
  counter: TokenCounter;
  digest: Digest;
  maxContextTokens: number;
} & RecallDeps;

export type ReportContext = {
  /** null: a conversation that does not exist yet. */
  conversationId: ConversationId | null;
  agentId: AgentId | null;
  /** "" where nothing is being written. */
  draft: string;
  /** Of a conversation that does not exist yet: it will neither read nor write memory. */
  temporary?: boolean;
  /** Tries other settings than the conversation's. */
  wishes: SettingWishes;
  /** With every item in the call and out of it, and the hash of what would be sent. */
  contents: boolean;
};

/**
 * What the next call would hold, put together as a turn puts it together: settings and what it may recall in one request
 * each, the window in another (again where counts of another family's model have to be made again). Throws `not_found`, `provider_model` and
 * `provider_key`; a draft that does not fit shows as `overBy`.
 */
export async function reportContext(deps: Deps, input: ReportContext): Promise<ContextAnswer> {
  const [stored, found] = await Promise.all([readSettings(deps, input), recallFor(deps, input)]);
  const recall = recallSettings(stored).temporary ? notRecalled("temporary") : found;
  const settings = callSettings(stored, deps.maxContextTokens, input.wishes);
  const plan = await planWith(deps, settings, input.draft, recall);
  const window = await readWindow(deps.window, plan, input);
  const current =
    input.draft === "" ? null : { content: input.draft, tokens: plan.messageTokens, seq: null, saidAt: null };
  const { conversationId } = input;
  const call = await assembleCall(deps, { plan, window, current, granted: null, conversationId, recall });
  if (!input.contents) return reportCall(call, null);
  const contents = await contentsOf(deps.counter, call, stored.muted);
  return { ...reportCall(call, promptHashOf(deps.digest, call)), contents };
}

/** As a turn asks, before its settings are known. */
function recallFor(
  deps: Deps,
  { conversationId, agentId, draft, temporary }: ReportContext,
): Promise<TurnRecall> {
  if (temporary === true) return Promise.resolve(notRecalled("temporary"));
  return recallForTurn(deps, { conversationId, agentId, seq: null, text: draft, settings: null });
}

async function planWith(
  deps: Deps,
  settings: CallSettings,
  draft: string,
  { found }: TurnRecall,
): Promise<CallPlan> {
  const plan = await planCall(deps, settings, draft);
  const { family } = plan.chosen.info;
  return withStanding(plan, await countStanding(deps.counter, family, found?.standing ?? []));
}

/** Muted messages lie anywhere; they are listed with the contents alone. */
async function readSettings(
  { settings }: Pick<Deps, "settings">,
  { conversationId, agentId, contents }: ReportContext,
): Promise<ListedSettings> {
  if (contents) return settings.forContents(conversationId, agentId);
  return { ...(await settings.forChat(conversationId, agentId)), muted: [] };
}

const NOTHING: StoredWindow = {
  rows: [],
  pinnedRows: [],
  older: null,
  muted: { messages: 0, tokens: 0 },
};

async function readWindow(
  window: ContextWindow,
  plan: CallPlan,
  { conversationId, contents }: ReportContext,
): Promise<StoredWindow> {
  if (conversationId === null) return NOTHING;
  const query = { budget: plan.windowBudget, floor: plan.floor, before: null };
  const stored = await window.read(conversationId, { ...query, withContent: contents });
  if (contents) return stored;
  const counted = stored.rows.filter((row) => !row.muted);
  if (needsRecount(counted, plan.chosen.info.family).length === 0) return stored;
  // After a change to another family's model the texts are needed once more, to be counted again.
  return window.read(conversationId, { ...query, withContent: true });
}

/** Everything in the call and out of it; what compressing a message frees is found by compressing it. */
async function contentsOf(
  counter: TokenCounter,
  call: AssembledCall,
  muted: readonly ContextRow[],
): Promise<ContextContents> {
  const { context, built, plan } = call;
  const { family } = plan.chosen.info;
  const gists = new Map<ContextRow, number>();
  const measure = async (row: ContextRow): Promise<void> => {
    const tokens =
      row.gistTokens ?? messageTokens(family, await counter.countText(family, gistOf(row.content)), row.role);
    gists.set(row, tokens);
  };
  await Promise.all(built.kept.map(measure));
  const { nearly, note } = call.recall;
  return contextContents({
    context,
    built,
    muted,
    gistTokens: (row) => gists.get(row) ?? null,
    nearly: { items: nearly, needs: note.needs },
  });
}
