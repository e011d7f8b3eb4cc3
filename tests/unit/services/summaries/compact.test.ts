import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compact } from "@/lib/services/summaries/compact";
import { away, memoryWorld, scriptedModel, type MemorySummaries } from "./memory-world";

const TALK = "It has been a long week and there is little to say about it, one way or the other.";

async function fill(summaries: MemorySummaries, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    const fact = `The budget of team ${turn} is ${1_000 + turn} EUR.`;
    await summaries.say("user", `${fact} ${TALK}`);
    await summaries.say("assistant", `Understood. ${TALK}`);
  }
}

function leftOf({ rows, active }: MemorySummaries): number {
  let tokens = 0;
  for (const { seq, tokenCount } of rows) if (seq > (active?.to ?? 0)) tokens += tokenCount;
  return tokens;
}

describe("compaction", () => {
  it("summarises the oldest whole turns until the rest fits, and says what that freed", async () => {
    const { summaries, deps, job, lines } = memoryWorld();
    await fill(summaries, 20);
    const before = leftOf(summaries);
    const done = await compact(deps, job());
    expect(leftOf(summaries)).toBeLessThanOrEqual(300);
    expect(summaries.active).toMatchObject({ version: 1, from: 1, source: "extract", model: null });
    expect(summaries.rows[summaries.active?.to ?? 0]?.role).toBe("user");
    const { tokens, replaces } = summaries.active ?? { tokens: 0, replaces: 0 };
    expect(replaces).toBe(before - leftOf(summaries));
    expect(done).toMatchObject({ version: 1, tokensFreed: replaces - tokens });
    expect(lines.map(({ event }) => event)).toEqual(["memory_managed"]);
    expect(JSON.stringify(lines)).not.toContain("budget of team");
  });

  it("does nothing where everything fits", async () => {
    const { summaries, deps, job } = memoryWorld();
    await fill(summaries, 2);
    expect(await compact(deps, job({ room: 5_000 }))).toBeNull();
    expect(summaries.versions).toEqual([]);
  });

  it("leaves the turn that is being answered alone, and a question that has no answer", async () => {
    const { summaries, deps, job } = memoryWorld();
    await fill(summaries, 3);
    await summaries.say("user", "And now?");
    const turn = summaries.rows.at(-1)?.turnId ?? null;
    await compact(deps, job({ room: 0, turnId: turn, running: true }));
    expect(summaries.active?.to).toBe(6);
    await compact(deps, job({ room: 0 }));
    expect(summaries.active?.to).toBe(6);
  });

  it("passes over what muted messages say, and stands for them all the same", async () => {
    const { summaries, deps, job } = memoryWorld();
    await summaries.say("user", "The secret number is 777 EUR.", { muted: true });
    await fill(summaries, 10);
    await compact(deps, job());
    expect(summaries.active?.from).toBe(1);
    expect(JSON.stringify(summaries.active)).not.toContain("777");
  });

  it("keeps facts and the user's lines over many versions", async () => {
    const { summaries, deps, job } = memoryWorld();
    await fill(summaries, 6);
    await compact(deps, job());
    const own = { text: "The budget of team 0 is a rumour.", from: 1, to: 6, byUser: true };
    if (summaries.active !== null) summaries.active = { ...summaries.active, lines: [own] };
    for (let version = 2; version <= 5; version += 1) {
      await fill(summaries, 6);
      await compact(deps, job());
      expect(summaries.active).toMatchObject({ version, from: 1 });
      expect(summaries.active?.lines).toContainEqual(own);
    }
    const first = summaries.active?.facts.find(({ keys }) => keys.includes("1000"));
    expect(first?.where).not.toBe("lost");
  });

  it("summarises a very long history page by page, and one message of 100 KB", async () => {
    const { summaries, deps, job } = memoryWorld();
    await fill(summaries, 1_500);
    await summaries.say("user", "word ".repeat(20_000));
    await summaries.say("assistant", "Noted.");
    await compact(deps, job());
    expect(leftOf(summaries)).toBeLessThanOrEqual(300);
    expect(summaries.versions).toHaveLength(1);
    expect(summaries.active?.tokens).toBeLessThan(600);
    expect(summaries.reads).toBeLessThan(10);
  });
});

describe("two compactions at once", () => {
  it("leave no message uncovered or doubly covered, however they meet and wherever one is cut off", async () => {
    const steps = fc.array(fc.constantFrom("go", "wait", "fail"), { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (script, writers) => {
        const { summaries, deps, job } = memoryWorld();
        await fill(summaries, 6);
        const left = [...script];
        summaries.step = async () => {
          const next = left.shift() ?? "go";
          if (next === "wait") await new Promise((resolve) => setTimeout(resolve, 0));
          if (next === "fail") throw away();
        };
        await Promise.allSettled(Array.from({ length: writers }, () => compact(deps, job())));
        summaries.step = () => undefined;
        await fill(summaries, 4);
        await compact(deps, job());
        expect(leftOf(summaries)).toBeLessThanOrEqual(300);
        let end = 0;
        for (const { from, to, messages } of summaries.versions) {
          expect(from).toBe(1);
          expect(to).toBeGreaterThan(end);
          expect(messages).toBe(to);
          end = to;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a model that summarises", () => {
  it("is asked with the facts, is charged for it, and what it drops goes into the ledger", async () => {
    const asked: string[] = [];
    const model = scriptedModel(({ messages }) => {
      asked.push(messages.at(-1)?.content ?? "");
      return "- [1] The budget of team 0 is 1,000 EUR.\n- [3] Others have budgets too.";
    });
    const { summaries, deps, job, calls } = memoryWorld(model);
    await fill(summaries, 8);
    await compact(deps, job());
    expect(summaries.active).toMatchObject({ source: "model", model: "gpt-4o" });
    expect(summaries.active?.lines[0]).toMatchObject({ from: 1, to: 1 });
    const where = (key: string) => summaries.active?.facts.find(({ keys }) => keys.includes(key))?.where;
    expect([where("1000"), where("1001")]).toEqual(["summary", "ledger"]);
    expect(asked[0]).toContain("# Facts that have to be in the summary");
    expect(calls).toMatchObject([{ kind: "summary", free: false, usage: { promptTokens: 900 } }]);
    expect(calls[0]?.usage.countedPromptTokens).toBeGreaterThan(0);
  });

  it("is replaced by our own code where it fails or only talks", async () => {
    for (const answer of ["I am sorry, I cannot do that.", null]) {
      const model = scriptedModel(() => {
        if (answer === null) throw away();
        return answer;
      });
      const { summaries, deps, job } = memoryWorld(model);
      await fill(summaries, 8);
      await compact(deps, job());
      expect(summaries.active).toMatchObject({ source: "extract", model: null });
      expect(summaries.active?.lines.length).toBeGreaterThan(0);
    }
  });

  it("is not asked for more than its window holds", async () => {
    const { summaries, deps, job, calls } = memoryWorld(scriptedModel(() => "[1] Much was said."));
    for (let turn = 0; turn < 4; turn += 1) {
      await summaries.say("user", "word ".repeat(5_000));
      await summaries.say("assistant", "Noted.");
    }
    const { chosen } = job();
    const calibration = { offset: 0, ratio: 2, calls: 9, percent: 0 };
    const small = { ...chosen, calibration, info: { ...chosen.info, contextWindow: 40_000 } };
    await compact(deps, job({ room: 0, chosen: small }));
    expect(summaries.active?.source).toBe("extract");
    expect(calls).toEqual([]);
  });

  it("is not waited for longer than its time, even when it does not notice", async () => {
    const { summaries, deps, job, timers } = memoryWorld(scriptedModel(() => new Promise(() => undefined)));
    await fill(summaries, 8);
    const working = compact(deps, job());
    await expect.poll(() => summaries.reads).toBe(2);
    await expect.poll(() => timers.waiting).toBe(1);
    timers.pass(1_000);
    await working;
    expect(summaries.active?.source).toBe("extract");
  });

  it("is not used on its own account once summaries cost more than they save", async () => {
    const { summaries, deps, job, calls } = memoryWorld(scriptedModel(() => "[1] Little was said."));
    for (let version = 1; version <= 4; version += 1) {
      summaries.account = { saved: 500, spent: 1_000 * version };
      await fill(summaries, 8);
      await compact(deps, job());
    }
    expect(summaries.versions.map(({ source }) => source)).toEqual(["model", "model", "model", "extract"]);
    await fill(summaries, 8);
    await compact(deps, job({ automatic: false }));
    expect(summaries.active?.source).toBe("model");
    expect(calls).toHaveLength(4);
  });

  it("is paid once by a writer that loses the race", async () => {
    const { summaries, deps, job, calls } = memoryWorld(
      scriptedModel(async () => {
        const { active } = summaries;
        if (active === null) await compact(deps, job({ room: 600, chosen: offline.chosen }));
        return "[1] Little was said.";
      }),
    );
    const offline = memoryWorld();
    await fill(summaries, 20);
    await compact(deps, job());
    expect(summaries.versions.map(({ source }) => source)).toEqual(["extract", "extract"]);
    expect(calls).toHaveLength(1);
    expect(leftOf(summaries)).toBeLessThanOrEqual(300);
  });
});
