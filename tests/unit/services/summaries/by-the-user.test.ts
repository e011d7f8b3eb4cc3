import { describe, expect, it } from "vitest";
import { compact } from "@/lib/services/summaries/compact";
import { activateSummary } from "@/lib/services/summaries/activate-summary";
import { editSummary } from "@/lib/services/summaries/edit-summary";
import { listSummaries } from "@/lib/services/summaries/list-summaries";
import { readAccount } from "@/lib/services/summaries/read-account";
import { summarizeNow } from "@/lib/services/summaries/summarize-now";
import { memoryWorld } from "./memory-world";

async function world(turns = 10) {
  const made = memoryWorld();
  for (let turn = 0; turn < turns; turn += 1) {
    await made.summaries.say("user", `The budget of team ${turn} is ${1_000 + turn} EUR.`);
    await made.summaries.say("assistant", "Understood, and it is written down where everyone finds it.");
  }
  const { owner, conversationId, log } = made;
  return { ...made, own: { owner, conversationId }, now: { owner, conversationId, rebuild: false, log } };
}

describe("summarising now", () => {
  it("takes the older half of what no summary covers, and always leaves the newest turn", async () => {
    const { deps, now, summaries } = await world();
    const first = await summarizeNow(deps, now);
    expect(first.summary).toMatchObject({
      version: 1,
      active: true,
      span: { from: 1, to: 10, messages: 10 },
    });
    expect(first.tokensFreed).toBe((first.summary?.replaces ?? 0) - (first.summary?.tokens ?? 0));
    for (let again = 0; again < 6; again += 1) await summarizeNow(deps, now);
    expect(summaries.active?.to).toBe(18);
    const versions = summaries.versions.length;
    expect(await summarizeNow(deps, now)).toMatchObject({ tokensFreed: 0, summary: { version: versions } });
  });

  it("makes the version in use anew from its raw messages, and keeps the user's lines", async () => {
    const { deps, now, summaries, own } = await world();
    expect(await summarizeNow(deps, { ...now, rebuild: true })).toEqual({ summary: null, tokensFreed: 0 });
    await summarizeNow(deps, now);
    await editSummary(deps, { ...own, version: 1, line: 0, text: "Team 0 has no budget." });
    const raw = summaries.rows[4];
    if (raw) raw.content = "The budget of team 2 is 9,999 EUR.";
    const { summary } = await summarizeNow(deps, { ...now, rebuild: true });
    expect(summary).toMatchObject({ version: 3, source: "extract", span: { from: 1, to: 10, messages: 10 } });
    expect(summary?.replaces).toBe(summaries.versions[0]?.replaces);
    const text = JSON.stringify(summary?.lines);
    expect(text).toContain("9,999");
    expect(text).toContain("Team 0 has no budget.");
  });
});

describe("editing a summary", () => {
  it("makes a line the user's in a new version, and does not bring back what it said before", async () => {
    const { deps, job, summaries, own } = await world();
    await compact(deps, job({ room: 100 }));
    const line = summaries.active?.lines.findIndex(({ text }) => text.includes("1000 EUR")) ?? -1;
    const { summary } = await editSummary(deps, { ...own, version: 1, line, text: " Team 0 has nothing. " });
    expect(summary).toMatchObject({ version: 2, source: "user", model: null, active: true });
    expect(summary?.lines[line]).toMatchObject({ text: "Team 0 has nothing.", byUser: true });
    expect(JSON.stringify(summary)).not.toContain("1000");
    expect(summary?.facts.some(({ keys }) => keys.includes("1001"))).toBe(true);
  });

  it("takes a line out, and adds one that stands for the whole range", async () => {
    const { deps, job, summaries, own } = await world();
    await compact(deps, job({ room: 100 }));
    const lines = summaries.active?.lines.length ?? 0;
    await editSummary(deps, { ...own, version: 1, line: 0, text: null });
    expect(summaries.active?.lines).toHaveLength(lines - 1);
    await editSummary(deps, { ...own, version: 2, line: undefined, text: "All in EUR." });
    const { from, to } = summaries.active ?? {};
    expect(summaries.active?.lines.at(-1)).toEqual({ text: "All in EUR.", from, to, byUser: true });
  });

  it("overwrites nothing that was changed meanwhile, and knows no line that is not there", async () => {
    const { deps, job, own } = await world();
    await compact(deps, job({ room: 100 }));
    const edit = (version: number, line: number) => editSummary(deps, { ...own, version, line, text: "x" });
    await expect(edit(1, 999)).rejects.toMatchObject({ code: "invalid_input" });
    await edit(1, 0);
    await expect(edit(1, 0)).rejects.toMatchObject({ code: "cannot_store", details: { version: 2 } });
  });
});

describe("versions", () => {
  it("can be put to use again, or none of them, and nothing is lost", async () => {
    const { deps, now, own } = await world();
    await summarizeNow(deps, now);
    await summarizeNow(deps, now);
    const back = await activateSummary(deps, { ...own, version: 1, expected: 2 });
    expect(back.summary).toMatchObject({ version: 1, active: true });
    expect(back.tokensFreed).toBeLessThan(0);
    const none = await activateSummary(deps, { ...own, version: null, expected: 1 });
    expect(none.summary).toBeNull();
    const { active, summaries } = await listSummaries(deps, own.conversationId);
    expect([active, ...summaries.map(({ version }) => version)]).toEqual([null, 2, 1]);
    await expect(activateSummary(deps, { ...own, version: 2, expected: 1 })).rejects.toMatchObject({
      code: "cannot_store",
    });
    await expect(activateSummary(deps, { ...own, version: 9, expected: null })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are nobody else's", async () => {
    const reader = { list: () => Promise.resolve(null) };
    const { own } = await world(0);
    await expect(listSummaries({ reader }, own.conversationId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the account of a conversation", () => {
  it("is what summaries saved less what summaries and titles cost", async () => {
    const { own } = await world(0);
    const spent = [
      { kind: "chat" as const, calls: 3, tokens: 9_000, cost: null },
      { kind: "summary" as const, calls: 1, tokens: 1_200, cost: null },
      { kind: "title" as const, calls: 1, tokens: 100, cost: null },
    ];
    const accounts = { account: () => Promise.resolve({ spent, saved: 5_000, versions: 1 }) };
    const answer = await readAccount({ accounts }, own.conversationId);
    expect(answer).toEqual({ spent, saved: 5_000, net: 3_700 });
  });
});
