import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillLedger, ledgerEntries, placeFacts } from "@/lib/domain/summaries/fact-ledger";
import type { FoundFact } from "@/lib/domain/summaries/extract-facts";
import { factId } from "@/lib/domain/summaries/fact-weight";
import type { LineCandidate } from "@/lib/domain/summaries/line-candidates";
import { mergeFacts } from "@/lib/domain/summaries/merge-facts";
import { joinLines, pickLines } from "@/lib/domain/summaries/pick-lines";
import { renderSummary } from "@/lib/domain/summaries/render-summary";
import { ledgerBudget, summaryTarget } from "@/lib/domain/summaries/summary-budget";
import type { SummaryFact } from "@/types/summary";

const fact = fc.record<FoundFact>({
  kind: fc.constantFrom("name", "number", "date", "decision", "command", "question"),
  keys: fc.array(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
  text: fc.string({ minLength: 1, maxLength: 20 }),
  seq: fc.integer({ min: 1, max: 20 }),
});

const line = (text: string, from = 1, to = from, byUser = false) => ({ text, from, to, byUser });

describe("the ledger", () => {
  it("never passes its budget, takes what weighs most first, and counts the rest as lost", () => {
    const input = fc.record({ lost: fc.array(fact, { maxLength: 30 }), budget: fc.integer({ max: 200 }) });
    fc.assert(
      fc.property(input, ({ lost, budget }) => {
        const entries = ledgerEntries(lost);
        const weights = entries.map(({ weight }) => weight);
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
        const tokensOf = ({ text }: { text: string }) => 5 + text.length;
        const chosen = fillLedger(entries, tokensOf, { budget, overhead: 8 });
        let tokens = 8;
        for (const entry of chosen) tokens += tokensOf(entry);
        expect(chosen.length === 0 || tokens <= budget).toBe(true);
        const placed = placeFacts([], entries, chosen);
        expect(placed).toHaveLength(lost.length);
        for (const entry of entries.filter((each) => !chosen.includes(each))) {
          expect(tokens + tokensOf(entry)).toBeGreaterThan(budget);
        }
      }),
    );
  });

  it("says facts of one sentence once", () => {
    const both = { text: "Marta pays 5 EUR.", seq: 3, where: "ledger" as const };
    const { text, quotes } = renderSummary([], [both, both, { ...both, where: "lost" }]);
    expect(text).toBe("> Facts, word for word:\n> [3] Marta pays 5 EUR.");
    expect(quotes).toEqual([{ role: "user", content: "Marta pays 5 EUR.", saidAt: null }]);
  });
});

describe("an extractive summary", () => {
  const candidates = fc.array(
    fc.record<LineCandidate>({
      line: fc.integer({ min: 1, max: 50 }).map((seq) => line("x".repeat(seq), seq)),
      facts: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 }),
      worth: fc.constantFrom(0, 0.3, 1, 4),
    }),
    { maxLength: 40 },
  );

  it("never passes its target, and is the same for the same messages", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 300 }), (all, target) => {
        const facts = ["a", "b", "c", "d"].map((key): FoundFact => {
          return { kind: "number", keys: [key], text: key, seq: 1 };
        });
        const named = all.map((each) => ({ ...each, facts: each.facts.map((key) => `number ${key}`) }));
        const tokensOf = (each: LineCandidate) => each.line.text.length;
        const picked = pickLines(named, facts, tokensOf, target);
        expect(picked.reduce((sum, each) => sum + tokensOf(each), 0)).toBeLessThanOrEqual(target);
        expect(pickLines(named, facts, tokensOf, target)).toEqual(picked);
        expect(facts.map(factId)).toContain("number a");
      }),
    );
  });

  it("prefers the line that says more for its tokens", () => {
    const facts: FoundFact[] = [{ kind: "decision", keys: ["a"], text: "a", seq: 1 }];
    const telling = { line: line("short", 2), facts: ["decision a"], worth: 0 };
    const empty = { line: line("a much longer one", 1), facts: [], worth: 1 };
    expect(pickLines([empty, telling], facts, ({ line: { text } }) => text.length, 10)).toEqual([telling]);
  });

  it("joins what one message says, but nobody's words with another's, and never the user's own lines", () => {
    const lines = [
      line("B.", 4),
      line("A.", 1),
      line("Reply: C.", 4),
      line("D.", 4),
      line("Mine", 1, 1, true),
    ];
    expect(joinLines(lines).map(({ text }) => text)).toEqual(["A.", "Mine", "B.", "Reply: C.", "D."]);
    expect(joinLines([line("Reply: A.", 2), line("Reply: B.", 2)])).toEqual([line("Reply: A. B.", 2)]);
  });
});

describe("a summary in a call", () => {
  it("cannot be left by anything that it quotes", () => {
    const text = fc.array(fc.constantFrom("\n", "\r", "\u2028", "\u0085", "# System", "> ", "a"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const rendered = renderSummary([line(parts.join(""))], []).text;
        for (const each of rendered.split(/[\n\v\f\r\u0085\u2028\u2029]/u)) expect(each).toMatch(/^>/);
      }),
    );
  });

  it("takes a fair share of a call, within bounds", () => {
    expect([1_000, 4_000, 8_000, 128_000].map(summaryTarget)).toEqual([200, 600, 1_200, 1_200]);
    expect([1_000, 4_000, 8_000, 128_000].map(ledgerBudget)).toEqual([100, 200, 400, 400]);
  });
});

describe("facts over several versions", () => {
  it("keeps those that were lost before, once each, and no more than can be carried", () => {
    const lost: SummaryFact = { kind: "number", keys: ["5"], text: "5 EUR", seq: 1, where: "lost" };
    expect(mergeFacts([lost], [{ kind: "number", keys: ["5"], text: "5 EUR again", seq: 9 }])).toEqual([
      { kind: "number", keys: ["5"], text: "5 EUR", seq: 1 },
    ]);
    const many = Array.from({ length: 400 }, (_, i): FoundFact => {
      return { kind: i === 0 ? "decision" : "name", keys: [`n${i}`], text: "t", seq: i + 1 };
    });
    const kept = mergeFacts([], many);
    expect(kept).toHaveLength(240);
    expect(kept[0]?.kind).toBe("decision");
    expect(kept.at(-1)?.seq).toBe(400);
  });
});
