import { randomUUID } from "node:crypto";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { EXACT } from "@/lib/domain/calibration/calibration";
import { AppError } from "@/lib/domain/errors";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { RecordedCall } from "@/lib/ports/call-ledger";
import type { LanguageModel, ModelRequest } from "@/lib/ports/language-model";
import type {
  StoredSummary,
  SummaryId,
  SummaryReader,
  SummaryRow,
  SummaryStore,
} from "@/lib/ports/summary-store";
import type { CompactJob } from "@/lib/services/summaries/compact";
import { createModelRegistry, type ChosenModel } from "@/lib/services/models/model-registry";
import { turnId } from "@/types/api";
import type { Conversation } from "@/types/chat";
import { aConversation, anAgent, newUserId } from "../sample-rows";

export const counter = createCounterPort();
const FAMILY = "openai-o200k";

/** As the database has it: pages, versions that never change, and compare-and-set. */
export class MemorySummaries implements SummaryStore, SummaryReader {
  readonly rows: SummaryRow[] = [];
  readonly versions: StoredSummary[] = [];
  readonly conversation: Conversation;
  readonly agent = anAgent();
  account = { saved: 0, spent: 0 };
  reads = 0;
  /** Called before every step; throws for a database that goes away. */
  step: () => void | Promise<void> = () => undefined;
  active: StoredSummary | null = null;

  constructor(fields: Partial<Conversation> = {}) {
    this.conversation = aConversation(fields);
  }

  async say(role: "user" | "assistant", content: string, fields: Partial<SummaryRow> = {}): Promise<void> {
    const tokens = await counter.countText(FAMILY, content);
    this.rows.push({
      seq: this.rows.length + 1,
      role,
      status: "complete",
      content,
      createdAt: "2026-11-21T10:00:00.000Z",
      tokenCount: messageTokens(FAMILY, tokens, role),
      tokenFamily: FAMILY,
      turnId: turnId.parse(randomUUID()),
      muted: false,
      ...fields,
    });
  }

  work: SummaryStore["work"] = async ({ from, to, tokenLimit }) => {
    await this.step();
    this.reads += 1;
    const open = this.rows.filter(({ seq }) => seq > from && seq <= (to ?? Infinity));
    const rows: SummaryRow[] = [];
    let left = tokenLimit;
    for (const row of open) {
      left -= row.tokenCount;
      if (rows.length === 2_000 || (rows.length > 0 && left < 0)) break;
      rows.push(row.muted ? { ...row, content: "" } : row);
    }
    const { agent, active: summary } = this;
    const conversation = { ...this.conversation };
    const account = { ...this.account, versions: this.versions.length };
    return { conversation, agent, windowFrom: 0, account, summary, rows, more: rows.length < open.length };
  };

  store: SummaryStore["store"] = async ({ expected, summary }) => {
    await this.step();
    if ((this.active?.id ?? null) !== expected) return null;
    const messages = this.rows.filter(({ seq }) => seq >= summary.from && seq <= summary.to).length;
    const id = randomUUID() as string as SummaryId;
    const version = this.versions.length + 1;
    this.active = { ...summary, id, version, messages, createdAt: "2026-11-21T11:00:00.000Z" };
    this.versions.push(this.active);
    return { id, version };
  };

  use: SummaryStore["use"] = ({ expectedVersion, version }) => {
    if ((this.active?.version ?? null) !== expectedVersion) return Promise.resolve(null);
    this.active = this.versions.find((each) => each.version === version) ?? null;
    return Promise.resolve({ version, summaryTo: this.active?.to ?? 0 });
  };

  list: SummaryReader["list"] = () =>
    Promise.resolve({ active: this.active?.version ?? null, summaries: this.versions.toReversed() });
}

/** A provider whose every answer is scripted; it notices the end of a call only where the script does. */
export function scriptedModel(answer: (request: ModelRequest) => Promise<string> | string): LanguageModel {
  return {
    provider: "openai-compatible",
    displayName: "Scripted",
    defaultModel: "gpt-4o",
    listModels: () => Promise.resolve({ models: [], listedBy: "fallback", problem: null }),
    stream: async function* (request) {
      yield { type: "text" as const, text: await answer(request) };
      const usage = { promptTokens: 900, cachedTokens: 0, completionTokens: 100, thinkingTokens: 0 };
      yield { type: "finish" as const, reason: "stop" as const, usage };
    },
  };
}

const offlineModel: LanguageModel = {
  ...scriptedModel(() => {
    throw new Error("the offline model summarises nothing");
  }),
  provider: "offline",
  defaultModel: "offline",
};

/** Time that passes only when it is told to. */
export class HandTimers {
  #now = 0;
  #waiting: { at: number; run: () => void }[] = [];

  elapsed = () => this.#now;

  after = (ms: number, run: () => void) => {
    const entry = { at: this.#now + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  };

  get waiting(): number {
    return this.#waiting.length;
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}

/** A conversation in memory and everything that its upkeep needs. */
export function memoryWorld(model: LanguageModel = offlineModel, fields: Partial<Conversation> = {}) {
  const summaries = new MemorySummaries(fields);
  const calls: RecordedCall[] = [];
  const lines: { event: string; fields: Record<string, unknown> }[] = [];
  const timers = new HandTimers();
  const write = (fields: Record<string, unknown>, event: string) => void lines.push({ event, fields });
  const log = { info: write, warn: write, error: write };
  const titles: string[] = [];
  const deps = {
    counter,
    summaries,
    reader: summaries,
    clock: { now: () => 0 },
    timers,
    models: createModelRegistry({ models: [model], absent: [] }),
    ledger: {
      record: (call: RecordedCall) => {
        calls.push(call);
        return Promise.resolve();
      },
    },
    titles: {
      setAuto: ({ expected, title }: { expected: string; title: string }) => {
        if (summaries.conversation.title !== expected) return Promise.resolve(false);
        titles.push(title);
        return Promise.resolve(true);
      },
    },
  };
  const id = model.provider === "offline" ? "offline" : "gpt-4o";
  const chosen: ChosenModel = { model, info: modelInfo(model.provider, id), calibration: EXACT };
  const owner = newUserId();
  const { id: conversationId } = summaries.conversation;
  const job = (change: Partial<CompactJob> = {}): CompactJob => ({
    owner,
    conversationId,
    turnId: null,
    running: false,
    chosen,
    budget: 2_000,
    room: 300,
    keep: 0,
    again: null,
    automatic: true,
    modelMs: 1_000,
    signal: new AbortController().signal,
    log,
    ...change,
  });
  return { summaries, calls, lines, timers, titles, deps, job, chosen, owner, conversationId, log };
}

/** A database that is away. */
export function away(): AppError {
  return new AppError("database_unavailable", "The database is away.");
}
