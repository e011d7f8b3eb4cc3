import fc from "fast-check";
import { expect, it } from "vitest";
import { GrowingText } from "@/lib/services/chat/growing-text";

it("reads like the joined string from every offset", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), fc.nat(400), (pieces, offset) => {
      const text = new GrowingText();
      for (const piece of pieces) text.append(piece);
      const whole = pieces.join("");
      expect(text.length).toBe(whole.length);
      expect(text.from(offset)).toBe(whole.slice(offset));
    }),
  );
});

it("is empty at and past its end", () => {
  const text = new GrowingText();
  expect(text.from(0)).toBe("");
  text.append("abc");
  expect(text.from(3)).toBe("");
  expect(text.from(99)).toBe("");
});
