import { describe, expect, it } from "vitest";
import { DISPLAY_MATH, INLINE_MATH, mathToCode } from "@/components/chat/markdown/math-spans";

const inline = (tex: string) => `\`${INLINE_MATH}${tex} \``;
const display = (tex: string) => `\`${DISPLAY_MATH}${tex} \``;

describe("finding mathematics in a reply", () => {
  it.each([
    ["\\(a+b\\)", inline("a+b")],
    ["\\[x^2\\]", display("x^2")],
    ["$$\n\\frac{1}{2}\n$$", display("\\frac{1}{2}")],
    ["so $x_1$ holds", `so ${inline("x_1")} holds`],
    ["let $n$ be", `let ${inline("n")} be`],
  ])("%j becomes a marked code span", (text, expected) => {
    expect(mathToCode(text)).toBe(expected);
  });

  it.each([
    "$5 and $10",
    "costs US$5, or $6",
    "`$x^2$`",
    "```\n$$x$$\n```",
    "~~~tex\n\\(a\\)\n~~~",
    "no closer $x^2",
  ])("leaves %j as it is", (text) => {
    expect(mathToCode(text)).toBe(text);
  });

  it("finds math again after a fence", () => {
    expect(mathToCode("```\n$$x$$\n```\n\\(y\\)")).toBe("```\n$$x$$\n```\n" + inline("y"));
  });

  it("takes longer ticks around backticks in a formula", () => {
    expect(mathToCode("\\(a`b\\)")).toBe(`\`\`${INLINE_MATH}a\`b \`\``);
  });

  it("drops marks that a message tries to bring itself", () => {
    expect(mathToCode(`\`${DISPLAY_MATH}x\``)).toBe("`x`");
  });
});
