import { describe, expect, it } from "vitest";
import { extractFacts } from "@/lib/domain/summaries/extract-facts";
import { indexLine } from "@/lib/domain/summaries/line-index";
import { recallTest, saysFact } from "@/lib/domain/summaries/recall-test";

const says = (line: string, kind: "name" | "number" | "date" | "command" | "decision", ...keys: string[]) =>
  saysFact(indexLine(line), { kind, keys });

describe("the recall test", () => {
  it("wants numbers exactly, in whatever way they are grouped", () => {
    expect(says("They may spend €42,000 in all", "number", "42000", "eur")).toBe(true);
    expect(says("They may spend 42 000 euros", "number", "42000", "eur")).toBe(true);
    expect(says("They may spend 42,500 euros", "number", "42000", "eur")).toBe(false);
    expect(says("They may spend 142,000 euros", "number", "42000", "eur")).toBe(false);
    expect(says("They may spend 42,000 somethings", "number", "42000", "eur")).toBe(false);
    expect(says("An 8,000-token budget", "number", "8000", "tokens")).toBe(true);
  });

  it("finds a date in another form, and not a vaguer one", () => {
    expect(says("Launch on March 14, 2026", "date", "2026-03-14")).toBe(true);
    expect(says("Launch on 14 March", "date", "2026-03-14")).toBe(false);
    expect(says("Launch on 14 March 2026", "date", "--03-14")).toBe(true);
    expect(says("Launch on 15 March 2026", "date", "--03-14")).toBe(false);
  });

  it("wants whole names, and commands to the letter", () => {
    expect(says("MARTA KOWALSKA's budget", "name", "marta kowalska")).toBe(true);
    expect(says("Marta signs", "name", "marta kowalska")).toBe(false);
    expect(says("Martina signs", "name", "martin")).toBe(false);
    expect(says("They run `npm ci` first", "command", "npm ci")).toBe(true);
    expect(says("They run npm cin first", "command", "npm ci")).toBe(false);
    expect(says("rm rf x", "command", "rm -rf x")).toBe(false);
  });

  it("knows the words of a statement in other forms", () => {
    expect(says("Decision: servers are dropped", "decision", "server", "drop")).toBe(true);
  });

  it("wants all of a fact in one line: half here and half there is two other facts", () => {
    const { facts } = extractFacts([{ seq: 1, role: "user", content: "Uploads stop at 25 MB." }]);
    const apart = [{ text: "There are 25 reviewers" }, { text: "Files are counted in MB" }];
    expect(recallTest(facts, apart)).toEqual({ kept: [], lost: facts });
    expect(recallTest(facts, [{ text: "At most 25 MB a file" }])).toEqual({ kept: facts, lost: [] });
  });
});
