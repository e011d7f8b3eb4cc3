import fc from "fast-check";
import { expect, it } from "vitest";
import { StorableText } from "@/lib/services/chat/storable-text";

/** Any UTF-16 at all, with surrogates as frequent as letters. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer({ min: 0xd800, max: 0xdfff }),
  fc.constant(0),
);
const text = fc.array(unit, { maxLength: 30 }).map((units) => String.fromCharCode(...units));

function through(pieces: readonly string[]): string[] {
  const storable = new StorableText();
  return [...pieces.map((piece) => storable.push(piece)), storable.end()];
}

it("lets only whole, storable pieces through, and the same text however it was cut", () => {
  fc.assert(
    fc.property(fc.array(text), (pieces) => {
      const out = through(pieces);
      for (const piece of out) {
        expect(piece.isWellFormed()).toBe(true);
        expect(piece).not.toContain("\0");
      }
      expect(out.join("")).toBe(pieces.join("").toWellFormed().replaceAll("\0", "\u{FFFD}"));
    }),
  );
});

it("keeps a pair together that arrives in halves", () => {
  expect(through(["a\u{D83D}", "\u{DE00}b"])).toEqual(["a", "\u{1F600}b", ""]);
});

it("replaces a half that stays alone", () => {
  expect(through(["a\u{D83D}"])).toEqual(["a", "\u{FFFD}"]);
});
