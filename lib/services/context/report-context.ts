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
import { callSettings, type SettingWishes } from "./call-settings";
import { planCall, type CallPlan } from "./plan-call";

type Deps = {
  settings: Pick<TurnSettingsReader, "forChat" | "forContents">;
  window: ContextWindow;
  models: Pick<ModelRegistry, "resolve">;
  counter: TokenCounter;
  digest: Digest;
  maxContextTokens: number;
};

export type ReportContext = {
  /** null: a conversation that does not exist yet. */
  conversationId: ConversationId | null;
  agentId: AgentId | null;
  /** "" where nothing is being written. */
  draft: string;
  /** Tries other settings than the conversation's. */
  wishes: SettingWishes;
  /** With every item in the call and out of it, and the hash of what would be sent. */
  contents: boolean;
};

/**
 * What the next call would hold, put together as a turn puts it together: settings in one request, the window in another
 * (in a third where counts of another family's model have to be made again). Throws `not_found`, `provider_model` and
 * `provider_key`; a draft that does not fit shows as `overBy`.
 */
export async function reportContext(deps: Deps, input: ReportContext): Promise<ContextAnswer> {
  const stored = await readSettings(deps, input);
  const settings = callSettings(stored, deps.maxContextTokens, input.wishes);
  const plan = await planCall(deps, settings, input.draft);
  const window = await readWindow(deps.window, plan, input);
  const current =
    input.draft === "" ? null : { content: input.draft, tokens: plan.messageTokens, seq: null, saidAt: null };
  const call = await assembleCall(deps.counter, { plan, window, current, granted: null });
  if (!input.contents) return reportCall(call, null);
  const contents = await contentsOf(deps.counter, call, stored.muted);
  return { ...reportCall(call, promptHashOf(deps.digest, call)), contents };
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
  return contextContents({ context, built, muted, gistTokens: (row) => gists.get(row) ?? null });
}
