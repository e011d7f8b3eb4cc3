import { beforeAll, describe, expect, it } from "vitest";
import type { WindowRow } from "@/lib/ports/turn-store";
import { assembleCall, type AssembledCall } from "@/lib/services/context/assemble-call";
import { callSettings } from "@/lib/services/context/call-settings";
import { planCall } from "@/lib/services/context/plan-call";
import { replayLab, type ReplayedLab } from "@/lib/services/lab/replay-lab";
import { labWorld, longTalk, said } from "./lab-world";

const breathe = () => Promise.resolve();
const BUDGETS = [1_000, 4_000, 64_000];

describe("a conversation in the lab", () => {
  let rows: WindowRow[];
  let lab: ReplayedLab;

  beforeAll(async () => {
    rows = await said(longTalk().slice(0, -1), { 3: { pinned: true }, 5: { muted: true } });
    const { deps, id } = labWorld(rows);
    lab = await replayLab(deps, { conversationId: id, budgets: BUDGETS }, breathe);
  });

  const run = (strategy: string, maxTokens: number) => {
    const found = lab.runs.find((each) => each.strategy === strategy && each.maxTokens === maxTokens);
    if (found === undefined) throw new Error(`no run of ${strategy} at ${maxTokens}`);
    return found;
  };

  it("is replayed under every strategy and budget, over all its turns", () => {
    expect(lab.runs).toHaveLength(9);
    for (const each of lab.runs) {
      expect([each.turns, each.refused, each.perTurn.length]).toEqual([60, 0, 60]);
      expect(each.promptTokens).toBe(each.perTurn.reduce((sum, { tokens }) => sum + tokens, 0));
      for (const { tokens, uncached } of each.perTurn) {
        expect(tokens).toBeLessThanOrEqual(each.maxTokens);
        expect(uncached).toBeGreaterThan(0);
        expect(uncached).toBeLessThanOrEqual(tokens);
      }
    }
    expect(lab.replayed).toEqual({ messages: 119, of: 119 });
    expect(lab.question).toContain("station 60");
  });

  it("leaves nothing out and reaches every fact where everything fits", () => {
    for (const strategy of ["sliding_window", "summarization", "hybrid"]) {
      const whole = run(strategy, 64_000);
      expect(whole.leftOut).toBeNull();
      expect(whole.factsInReach.kept).toBe(whole.factsInReach.of);
      expect(whole.uncachedTokens).toBeLessThan(whole.promptTokens / 5);
    }
  });

  it("shows what a window alone loses and a summary keeps", () => {
    const window = run("sliding_window", 4_000);
    const hybrid = run("hybrid", 4_000);
    expect(window.leftOut?.messages).toBeGreaterThan(30);
    expect(hybrid.leftOut).toBeNull();
    expect(hybrid.last?.summary?.counted.version).toBeGreaterThan(1);
    expect(hybrid.factsInReach.kept).toBeGreaterThan(window.factsInReach.kept);
    expect(hybrid.factsInReach.of).toBe(window.factsInReach.of);
  });

  it("moves the window in steps, as a call after a call does", () => {
    const window = run("sliding_window", 4_000);
    const repeated = window.perTurn.filter(({ tokens, uncached }) => uncached < tokens / 2).length;
    // All but the first call, and those with which the window has moved.
    expect(repeated).toBeGreaterThan(50);
  });

  it("keeps a pinned message in every call and a muted one out, as the engine does", () => {
    for (const { last } of lab.runs) {
      const sent = last?.built.messages.map(({ content }) => content).join("\n") ?? "";
      expect(sent).toContain("station 2 gets 34 metres");
      expect(sent).not.toContain("station 3 gets 51 metres");
    }
  });

  it("builds the last call as the engine would from the same state", async () => {
    const hybrid = run("hybrid", 4_000);
    const { last } = hybrid;
    const asked = rows.at(-1);
    if (!last?.summary || asked === undefined) throw new Error("nothing to compare");
    const { counted, lines, facts } = last.summary;
    const stored = {
      ...counted,
      id: "summary" as never,
      lines,
      facts,
      tokens: counted.block.tokens,
      tokenFamily: "openai-o200k" as const,
      source: "extract" as const,
      model: null,
      createdAt: "2026-01-05T09:00:00.000Z",
    };
    const replies = rows.filter((row) => row.role === "assistant").map((row) => row.tokenCount);
    const { deps, id } = labWorld(rows, {
      maxTokens: 4_000,
      summary: stored,
      windowFrom: last.context.windowFrom,
      recentReplies: replies.slice(-8),
    });
    const plan = await planCall(deps, callSettings(await deps.settings.forChat(), 8_000), asked.content);
    const query = { budget: plan.windowBudget, floor: plan.floor, before: asked.seq, withContent: true };
    const window = await deps.window.read(id, query);
    const current = {
      content: asked.content,
      tokens: plan.messageTokens,
      seq: asked.seq,
      saidAt: asked.createdAt,
    };
    const call: AssembledCall = await assembleCall(deps, {
      plan,
      window,
      current,
      granted: null,
      conversationId: null,
    });
    expect(last.built.messages).toEqual(call.built.messages);
    expect(last.built.held).toBe(call.built.held);
    expect(last.reserve).toEqual(call.reserve);
  });

  it("always comes out the same", async () => {
    const { deps, id } = labWorld(rows);
    const again = await replayLab(deps, { conversationId: id, budgets: BUDGETS }, breathe);
    expect(again.runs.map(({ perTurn }) => perTurn)).toEqual(lab.runs.map(({ perTurn }) => perTurn));
  });
});

describe("what cannot be replayed", () => {
  it("is a message that does not fit its budget: refused, as it would have been", async () => {
    const { deps, id } = labWorld(await said(["Hello.", "Hi.", "word ".repeat(1_500), "Long.", "And now?"]));
    const lab = await replayLab(deps, { conversationId: id, budgets: [1_000] }, breathe);
    for (const each of lab.runs) {
      expect([each.turns, each.refused]).toEqual([2, 1]);
      expect(each.perTurn.map(({ tokens }) => tokens > 0)).toEqual([true, false, true]);
      expect(each.last).not.toBeNull();
    }
  });

  it("is nothing at all in a conversation without messages", async () => {
    const { deps, id } = labWorld([]);
    const lab = await replayLab(deps, { conversationId: id, budgets: [8_000] }, breathe);
    expect(lab).toMatchObject({ question: null, replayed: { messages: 0, of: 0 } });
    expect(lab.runs[0]).toMatchObject({ turns: 0, promptTokens: 0, leftOut: null, last: null });
  });

  it("is called off where breathing says so", async () => {
    const { deps, id } = labWorld(await said(longTalk(10)));
    const calledOff = () => Promise.reject(new Error("called off"));
    await expect(replayLab(deps, { conversationId: id, budgets: [8_000] }, calledOff)).rejects.toThrow(
      "called off",
    );
  });
});
