import { describe, expect, it } from "vitest";
import { askedDateTerms, dateTerms } from "@/lib/domain/retrieval/date-terms";

const SAID = "2026-11-18T10:00:00.000Z";

const meet = (question: string, text: string, saidAt: string) => {
  const terms = dateTerms(text, saidAt);
  return askedDateTerms(question, SAID).filter((term) => terms.includes(term));
};

describe("the dates a text is found by", () => {
  it("are the day that it was sent on and those it speaks of, each once", () => {
    const terms = dateTerms("See you tomorrow, not today.", SAID);
    expect(terms).toHaveLength(new Set(terms).size);
    expect(terms).toEqual(expect.arrayContaining(dateTerms("", SAID)));
    expect(terms).toEqual(expect.arrayContaining(dateTerms("", "2026-11-19T23:59:59.000Z")));
  });

  it("are none where nobody knows when it was sent", () => {
    expect(dateTerms("yesterday", "")).toEqual([]);
    expect(dateTerms("yesterday", "some day")).toEqual([]);
  });
});

describe("the dates a question names", () => {
  it.each([
    { question: "What did I do yesterday?", text: "Rain.", saidAt: "2026-11-17T22:00:00.000Z" },
    {
      question: "What is on December 24?",
      text: "We meet on the 24th of December.",
      saidAt: "2026-11-02T08:00:00.000Z",
    },
    { question: "What did we say last month?", text: "Rain.", saidAt: "2026-10-30T08:00:00.000Z" },
    { question: "What happened in March 2025?", text: "Rain.", saidAt: "2025-03-09T08:00:00.000Z" },
    {
      question: "What did I do two weeks ago?",
      text: "On November 4 we rowed.",
      saidAt: "2026-11-12T08:00:00.000Z",
    },
  ])("are met by what was said then or speaks of then: $question", ({ question, text, saidAt }) => {
    expect(meet(question, text, saidAt)).not.toEqual([]);
  });

  it("meet a month of any year where the question says none", () => {
    expect(meet("What did we do in May?", "Rain.", "2024-05-09T08:00:00.000Z")).not.toEqual([]);
    expect(meet("What did we do in May?", "Rain.", "2024-06-09T08:00:00.000Z")).toEqual([]);
  });

  it("prefer no year where the question says none", () => {
    const found = ["2024", "2025", "2026", "2027"].map(
      (year) => meet("What did we do in May?", "Rain.", `${year}-05-09T08:00:00.000Z`).length,
    );
    expect(new Set(found).size).toBe(1);
  });

  it("meet in more terms the nearer the date is", () => {
    const question = "What did I do on November 17, 2026?";
    const [day, month, name] = ["2026-11-17", "2026-11-02", "2024-11-17"].map(
      (date) => meet(question, "Rain.", `${date}T08:00:00.000Z`).length,
    );
    expect(day).toBeGreaterThan(month ?? 0);
    expect(month).toBeGreaterThan(name ?? 0);
    expect(name).toBeGreaterThan(0);
  });

  it("are none where it names none, or where nobody knows when it is asked", () => {
    expect(askedDateTerms("Where is the kiln?", SAID)).toEqual([]);
    expect(askedDateTerms("What did I do yesterday?", "")).toEqual([]);
  });

  it("are each there once", () => {
    const terms = askedDateTerms("yesterday, 17 November 2026, gestern, November", SAID);
    expect(terms).toHaveLength(new Set(terms).size);
    expect(terms).not.toEqual([]);
  });
});
