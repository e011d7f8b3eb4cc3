import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { titleTerms } from "@/lib/domain/retrieval/title-terms";

// What single titles give is in supabase/tests/title-vectors.json, which the database is tested against as well.
describe("the terms of any title", () => {
  const title = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.string({ unit: "grapheme", maxLength: 80 }),
  );

  it("are there once each, and hold neither space nor half a character", () => {
    fc.assert(
      fc.property(title, (text) => {
        const terms = titleTerms(`${text} ${text}`);
        expect(new Set(terms).size).toBe(terms.length);
        for (const term of terms) {
          expect(term).not.toMatch(/^$|[\s\0]/u);
          expect(term.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it("are found by each word of it", () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-zäöüÄÖÜ0-9]{1,8}$/u), { maxLength: 8 });
    fc.assert(
      fc.property(words, (typed) => {
        const terms = titleTerms(typed.join(" – "));
        for (const word of typed) expect(terms).toEqual(expect.arrayContaining(titleTerms(word)));
        expect(terms.length).toBeLessThanOrEqual(typed.length);
      }),
    );
  });
});
