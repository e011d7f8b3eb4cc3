import type { ModelInfo } from "@/types/chat";
import type { MemoryStrategy } from "@/types/words";
import { buildContext, roomFor, type BuiltContext } from "../context/build-context";
import type { ContextInput } from "../context/context-input";
import { planCompaction } from "../context/compaction";
import { budgetFor, canFitReply } from "../context/context-budget";
import { costOf, spanOf, type ContextRow } from "../context/context-row";
import { RECALL_SHARE, type RecallPart } from "../context/recalled";
import { reserveFor, type Reserve } from "../context/reply-reserve";
import { countedBudget, scaledPart, type Scale } from "../context/scale";
import { systemLines, type SystemParts } from "../prompts/system-message";
import type { LabSummary, Summarise } from "./lab-summary";

/** A conversation as it can be replayed under any settings. */
export type LabConversation = {
  /** Oldest first, all counted for the model's family, marked as they are now. */
  rows: readonly ContextRow[];
  /** With every pinned message and no summary. */
  system: SystemParts;
  windowSize: number | null;
  summaryThreshold: number;
  replyReserve: number | null;
  /** The agent's own bound on replies. */
  maxOutputTokens: number | null;
  info: Pick<ModelInfo, "maxOutputTokens" | "thinks">;
  /** What of the model's window may be filled, in its own tokens. */
  usable: number;
  scale: Scale;
};

export type LabChoice = { strategy: MemoryStrategy; maxTokens: number };

/** What a turn's call would have held. */
export type ReplayedCall = {
  context: ContextInput;
  built: BuiltContext;
  reserve: Reserve;
  summary: LabSummary | null;
};

export type ReplayedTurn = {
  /** Of the user's message. */
  seq: number;
  /** null: the message would have been refused, because it does not fit the budget. */
  call: ReplayedCall | null;
  replies: readonly ContextRow[];
};

/** Replays recall nothing; their window leaves the room all the same, as the turns' do. */
const NOTHING_RECALLED: RecallPart = { share: RECALL_SHARE, heading: { text: "", tokens: 0 }, items: [] };

/** As many as finish_turn keeps. */
const REPLIES_KEPT = 8;

/**
 * Every turn as it would have gone under other settings: the calls that the engine builds, one after the other, each
 * with the window and the summary that the ones before it would have left. Compaction comes when a turn's call says so.
 */
export async function* replayTurns(
  conversation: LabConversation,
  choice: LabChoice,
  summarise: Summarise,
): AsyncGenerator<ReplayedTurn> {
  const replay = new Replay(conversation, choice, summarise);
  const { rows } = conversation;
  let next = rows.findIndex(({ role }) => role === "user");
  while (next !== -1 && next < rows.length) {
    const following = rows.findIndex((row, index) => index > next && row.role === "user");
    const end = following === -1 ? rows.length : following;
    yield await replay.turn(next, end);
    next = end;
  }
}

class Replay {
  readonly #of: LabConversation;
  readonly #choice: LabChoice;
  readonly #summarise: Summarise;
  readonly #budget: number;
  #windowFrom = 0;
  #recentReplies: number[] = [];
  #summary: LabSummary | null = null;

  constructor(of: LabConversation, choice: LabChoice, summarise: Summarise) {
    this.#of = of;
    this.#choice = choice;
    this.#summarise = summarise;
    this.#budget = budgetFor(of.usable, choice.maxTokens);
  }

  /** The user's message stands at `at`, its replies up to `end`. */
  async turn(at: number, end: number): Promise<ReplayedTurn> {
    const said = this.#of.rows[at];
    const seq = said?.seq ?? 0;
    const replies = this.#of.rows.slice(at + 1, end);
    const call = said === undefined ? null : await this.#call(said, at);
    if (call !== null) {
      this.#windowFrom = call.built.windowFrom;
      await this.#compactAfter(call, replies, end);
    }
    this.#remember(replies);
    return { seq, call, replies };
  }

  async #call(said: ContextRow, at: number): Promise<ReplayedCall | null> {
    const reserve = this.#reserve();
    const context = this.#context(said, at, reserve);
    if (!this.#fits(context)) return null;
    const built = buildContext(context);
    const plan = planCompaction({ context, built, summaryThreshold: this.#of.summaryThreshold, coming: 0 });
    if (plan.state !== "before_sending" || !(await this.#compact(at, plan.room))) {
      return { context, built, reserve, summary: this.#used() };
    }
    const shorter = this.#context(said, at, reserve);
    return { context: shorter, built: buildContext(shorter), reserve, summary: this.#used() };
  }

  #reserve(): Reserve {
    const { replyReserve, maxOutputTokens, info } = this.#of;
    const { maxTokens } = this.#choice;
    return reserveFor({
      replyReserve,
      maxTokens,
      budget: this.#budget,
      recentReplies: this.#recentReplies,
      maxOutputTokens,
      info,
    });
  }

  #context(said: ContextRow, at: number, { reserve }: Reserve): ContextInput {
    const { system, scale, windowSize } = this.#of;
    const pins = system.pins.filter(({ row }) => row.seq < said.seq);
    const parts = { ...system, pins, summary: this.#used()?.counted ?? null };
    const current = { content: said.content, tokens: said.tokenCount, seq: said.seq, saidAt: said.createdAt };
    const fixed = { budget: this.#budget, reserve, scale, system: parts, current };
    return {
      ...fixed,
      strategy: this.#choice.strategy,
      windowSize,
      windowFrom: this.#windowFrom,
      recall: this.#choice.strategy === "hybrid" ? NOTHING_RECALLED : undefined,
      ...this.#rows(at, roomFor(fixed, [])),
    };
  }

  /** The newest rows before `at` that fit, newest first, as they are read for a turn; and what lies before them. */
  #rows(at: number, room: number): Pick<ContextInput, "rows" | "older"> {
    const floor = this.#used()?.counted.to ?? 0;
    const { rows } = this.#of;
    const read: ContextRow[] = [];
    let left = room;
    let index = at - 1;
    for (; index >= 0; index -= 1) {
      const row = rows[index];
      if (row === undefined || row.seq <= floor) break;
      left -= costOf(row);
      if (left < 0) break;
      read.push(row);
    }
    const rest = rows.slice(0, index + 1).filter((row) => row.seq > floor);
    const older = spanOf(rest.filter((row) => !row.pinned && !row.muted));
    return { rows: read, older };
  }

  #fits({ system, current, reserve, budget, scale }: ContextInput): boolean {
    const lines = systemLines(system, system.pins);
    const part = (tokens: number) => scaledPart(scale, tokens);
    return canFitReply({
      budget,
      reserve,
      system: part(lines.system),
      pinned: part(lines.pinned),
      summary: part(lines.summary),
      message: part(current?.tokens ?? 0),
    });
  }

  async #compactAfter(
    { context, built }: ReplayedCall,
    replies: readonly ContextRow[],
    end: number,
  ): Promise<void> {
    let coming = 0;
    for (const reply of replies) coming += costOf(reply);
    const { summaryThreshold } = this.#of;
    const plan = planCompaction({ context, built, summaryThreshold, coming });
    if (plan.state !== "none") await this.#compact(end, plan.room);
  }

  /** Whether there was anything to summarise among the rows before `end`. */
  async #compact(end: number, room: number): Promise<boolean> {
    const floor = this.#summary?.counted.to ?? 0;
    const uncovered = this.#of.rows.slice(0, end).filter((row) => row.seq > floor);
    const budget = countedBudget(this.#of.scale, this.#budget);
    const made = await this.#summarise({ before: this.#summary, uncovered, room, budget });
    if (made === null) return false;
    this.#summary = made;
    return true;
  }

  #used(): LabSummary | null {
    return this.#choice.strategy === "sliding_window" ? null : this.#summary;
  }

  #remember(replies: readonly ContextRow[]): void {
    for (const reply of replies) {
      if (reply.role !== "assistant" || reply.kind !== "chat" || reply.status !== "complete") continue;
      this.#recentReplies = [...this.#recentReplies, reply.tokenCount].slice(-REPLIES_KEPT);
    }
  }
}
