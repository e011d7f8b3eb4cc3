import { EXACT, usableWindow } from "@/lib/domain/calibration/calibration";
import type { ContextRow } from "@/lib/domain/context/context-row";
import { glanceOf, receiptOf } from "@/lib/domain/context/receipt";
import { UNSCALED } from "@/lib/domain/context/scale";
import type { LabSummary } from "@/lib/domain/lab/lab-summary";
import { replayTurns, type ReplayedCall } from "@/lib/domain/lab/replay-turns";
import {
  SAMPLE_SETTINGS,
  SAMPLE_TITLE,
  SAMPLE_TURNS,
  sampleTimes,
} from "@/lib/domain/sample/sample-conversation";
import { messageTokens, overheadOf, textTokensOf } from "@/lib/domain/tokens/message-overhead";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { ImportedConversation } from "@/lib/ports/conversation-importer";
import type { Digest } from "@/lib/ports/digest";
import type { NewSummary } from "@/lib/ports/summary-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import { messageId } from "@/types/api";
import type { Agent } from "@/types/chat";
import { countPins, countSystem } from "../context/count-system";
import { labSummariser } from "../lab/lab-summariser";

type Deps = { counter: TokenCounter; digest: Digest };

/** Nobody wrote the sample's replies, so no provider is named for them. */
const MODEL = modelInfo("offline", "offline");

/**
 * The sample as it would have come about under its settings: every count, receipt and summary is made by what makes them
 * for real turns. `now`: when it was said, in milliseconds since the epoch.
 */
export async function buildSample(
  { counter, digest }: Deps,
  agent: Agent,
  now: number,
): Promise<Omit<ImportedConversation, "owner">> {
  const rows = await sampleRows(counter, now);
  const { family } = MODEL;
  const parts = await countSystem(counter, family, { agent, summary: null });
  const pins = await countPins(
    counter,
    family,
    rows.filter((row) => row.pinned),
  );
  const conversation = {
    ...SAMPLE_SETTINGS,
    rows,
    system: { ...parts, pins },
    maxOutputTokens: agent.maxOutputTokens,
    info: MODEL,
    usable: usableWindow(MODEL.contextWindow, EXACT, overheadOf(family).preamble),
    scale: UNSCALED,
  };
  const choice = { strategy: SAMPLE_SETTINGS.memoryStrategy, maxTokens: SAMPLE_SETTINGS.maxTokens };
  const receipts: ImportedConversation["receipts"][number][] = [];
  let summary: LabSummary | null = null;
  for await (const { call, replies } of replayTurns(conversation, choice, labSummariser(counter, family))) {
    const [reply] = replies;
    if (call === null || reply === undefined) continue;
    summary = call.summary;
    receipts.push({ seq: reply.seq, ...sampleReceipt(digest, call) });
  }
  const { memoryStrategy, maxTokens, summaryThreshold } = SAMPLE_SETTINGS;
  return {
    agentId: agent.id,
    title: SAMPLE_TITLE,
    metadata: { sample: true },
    settings: { memoryStrategy, maxTokens, summaryThreshold },
    messages: rows.map((row) => ({ ...row, role: row.role === "user" ? "user" : "assistant" })),
    summary: summary === null ? null : newSummary(summary),
    receipts,
  };
}

async function sampleRows(counter: TokenCounter, now: number): Promise<ContextRow[]> {
  const rows: ContextRow[] = [];
  for (const [index, { user, reply, ...marks }] of SAMPLE_TURNS.entries()) {
    const times = sampleTimes(index, now);
    const muted = marks.muted ?? false;
    const asked = {
      role: "user",
      content: user,
      createdAt: times.user,
      muted,
      pinned: marks.pinned ?? false,
    } as const;
    const answered = {
      role: "assistant",
      content: reply,
      createdAt: times.reply,
      muted,
      pinned: false,
    } as const;
    rows.push(await rowOf(counter, 2 * index + 1, asked), await rowOf(counter, 2 * index + 2, answered));
  }
  return rows;
}

async function rowOf(
  counter: TokenCounter,
  seq: number,
  said: Pick<ContextRow, "role" | "content" | "createdAt" | "muted" | "pinned">,
): Promise<ContextRow> {
  const { family } = MODEL;
  return {
    ...said,
    // The database gives its own; here they only have to differ.
    id: messageId.parse(`00000000-0000-4000-8000-${seq.toString(16).padStart(12, "0")}`),
    seq,
    kind: "chat",
    status: "complete",
    tokenCount: messageTokens(family, await counter.countText(family, said.content), said.role),
    tokenFamily: family,
    compressed: false,
    gist: null,
    gistTokens: null,
  };
}

function sampleReceipt(digest: Digest, { context, built, reserve }: ReplayedCall) {
  const sent = built.messages.map(({ role, content }) => ({ role, content }));
  const receipt = receiptOf({
    context,
    built,
    reserve,
    maxTokens: SAMPLE_SETTINGS.maxTokens,
    summaryThreshold: SAMPLE_SETTINGS.summaryThreshold,
    model: MODEL.id,
    provider: MODEL.provider,
    accuracy: { kind: "exact" },
    rate: null,
    promptHash: digest(JSON.stringify(sent)),
    builtAt: context.current?.saidAt ?? "",
  });
  return { receipt, glance: glanceOf(receipt, context, built) };
}

function newSummary({ counted, lines, facts }: LabSummary): NewSummary {
  const { from, to, replaces, block } = counted;
  const tokens = textTokensOf(MODEL.family, block.tokens);
  return {
    from,
    to,
    lines,
    facts,
    tokens,
    tokenFamily: MODEL.family,
    replaces,
    source: "extract",
    model: null,
  };
}
