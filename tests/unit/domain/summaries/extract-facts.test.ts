import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractFacts, type SourceMessage } from "@/lib/domain/summaries/extract-facts";
import { indexLine } from "@/lib/domain/summaries/line-index";
import { saysFact } from "@/lib/domain/summaries/recall-test";

function said(...texts: string[]): SourceMessage[] {
  return texts.map((content, index) => ({ seq: index + 1, role: "user", content }));
}

function keysOf(kind: string, ...texts: string[]): string[] {
  const { facts } = extractFacts(said(...texts));
  return facts.filter((fact) => fact.kind === kind).map(({ keys }) => keys.join(" "));
}

describe("the facts of messages", () => {
  it("takes numbers with what they count, however they are written", () => {
    expect(keysOf("number", "The budget is 42,000 EUR.", "It is €42,000 then.")).toEqual(["42000 eur"]);
    expect(keysOf("number", "Answers within 300 ms, 99.9 % of the time.")).toEqual(["300 ms", "99.9 %"]);
    expect(keysOf("number", "The host is 10.0.0.12:5432 at 14:30.")).toEqual(["10.0.0.12:5432", "14:30"]);
    expect(keysOf("number", "١٢٣٤ ريال")).toEqual(["1234 ريال"]);
    expect(keysOf("number", "There are 3 constructor calls.")).toEqual(["3 constructor"]);
  });

  it("leaves numbers out that say nothing by themselves", () => {
    expect(keysOf("number", "1. Buy bread", "I have 2 and you?", "That was the 2nd time.")).toEqual([]);
  });

  it("knows a date in any of the usual forms as the same day", () => {
    const forms = [
      "We meet on 14 March 2026.",
      "We meet on March 14th, 2026.",
      "We meet on 2026-03-14.",
      "Wir treffen uns am 14. März 2026.",
      "会议在2026年3月14日。",
    ];
    for (const form of forms) expect(keysOf("date", form), form).toEqual(["2026-03-14"]);
    expect(keysOf("date", "You may 5 times a day.")).toEqual([]);
  });

  it("takes names by their capitals, and not the words that open sentences", () => {
    expect(keysOf("name", "Please ask Marta Kowalska. However, Frankfurt is closed.")).toEqual([
      "marta kowalska",
      "frankfurt",
    ]);
    expect(keysOf("name", "Use it. Run it. The end.")).toEqual([]);
    expect(keysOf("name", "Das Haus hat einen Garten. Ich heiße Elif.")).toEqual(["elif"]);
    expect(keysOf("name", "Write to ben@tern.example about INC-4821.")).toEqual([
      "ben tern example",
      "inc 4821",
    ]);
  });

  it("takes commands to the letter, from prose, code spans and shell blocks, but not other code", () => {
    const text =
      "First `git tag -s v2`.\n```bash\n# a comment\nnpm run  build\n```\n```ts\nconst x = 500;\n```";
    expect(keysOf("command", text)).toEqual(["git tag -s v2", "npm run build"]);
    expect(keysOf("number", text)).toEqual([]);
    expect(keysOf("command", "Then run pg_dump -Fc tern to be safe.")).toEqual(["pg_dump -Fc tern"]);
  });

  it("tells decisions, constraints, preferences and open questions apart", () => {
    const kinds = (text: string) => extractFacts(said(text)).facts.map(({ kind }) => kind);
    expect(kinds("We decided against a second server.")).toContain("decision");
    expect(kinds("Answers must never take longer.")).toContain("constraint");
    expect(kinds("I prefer short answers.")).toContain("preference");
    expect(kinds("Open question: who pays for the second server?")).toContain("question");
    expect(kinds("Must it be so?")).toEqual([]);
  });

  it("works in Chinese and Japanese", () => {
    const chinese = extractFacts(said("我叫王小明，预算是42000元，必须使用PostgreSQL。")).facts;
    expect(chinese.map(({ keys }) => keys[0])).toEqual(expect.arrayContaining(["王小明", "42000"]));
    const japanese = extractFacts(said("私は田中さんと3月14日に会います。予算は500万円です。")).facts;
    expect(japanese.map(({ keys }) => keys[0])).toEqual(expect.arrayContaining(["田中", "--03-14", "500"]));
  });

  it("keeps a question that nobody has answered, and forgets those that were", () => {
    const open = { seq: 1, role: "user" as const, content: "Which region shall we choose?" };
    const next = { seq: 2, role: "user" as const, content: "Hello?" };
    const reply = { seq: 2, role: "assistant" as const, content: "Take the nearest one." };
    expect(extractFacts([open, next]).facts.map(({ kind }) => kind)).toContain("question");
    expect(extractFacts([open, reply]).facts.map(({ kind }) => kind)).not.toContain("question");
  });

  it("counts what is said twice once, in the user's words rather than a reply's", () => {
    const { facts } = extractFacts([
      { seq: 1, role: "assistant", content: "It costs 42,000 EUR." },
      { seq: 2, role: "user", content: "So 42,000 EUR is the price." },
    ]);
    expect(facts.map(({ kind, seq }) => `${kind} ${seq}`)).toEqual(["number 2"]);
  });

  it("takes nothing from the offline model, which only repeats others", () => {
    const reply = "Noted: “The budget is 42,000 EUR.”\n\n— offline model";
    expect(extractFacts([{ seq: 2, role: "assistant", content: reply }]).facts).toEqual([]);
  });

  it("bounds what one message gives, and the time it takes, whatever is in it", () => {
    const log = Array.from({ length: 5_000 }, (_, i) => `${i + 1_000} ms`).join(", ");
    expect(extractFacts(said(log)).facts.length).toBeLessThanOrEqual(48);
    for (const run of [")", "A. ", "“", "`", "a,", "1.", "「"]) {
      expect(extractFacts(said(run.repeat(50_000 / run.length))).facts.length).toBeLessThan(100);
    }
  });

  it("finds every short fact again in the words in which it was said, in any text", () => {
    const word = fc.constantFrom(
      ...["Anna", "42,000", "EUR", "must", "14 March 2026", "`npm ci`", "決定", "we decided", "王小明", "?"],
      ...["prefer", "Q3 2026", "\n", ".", "v1.2", "5pm", "Tuesday", "ß", "İ", "－５", "https://a.b/c"],
    );
    const text = fc.array(fc.oneof(word, fc.string({ maxLength: 12, unit: "grapheme" })), { maxLength: 20 });
    fc.assert(
      fc.property(text, (parts) => {
        const content = parts.join(" ");
        const { facts } = extractFacts(said(content));
        expect(facts).toEqual(extractFacts(said(content)).facts);
        for (const fact of facts) {
          expect(fact.keys.every((key) => key !== "")).toBe(true);
          if (fact.text.length < 150)
            expect(saysFact(indexLine(fact.text), fact), JSON.stringify(fact)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
