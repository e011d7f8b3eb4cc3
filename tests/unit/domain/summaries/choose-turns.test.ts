import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseTurns, newestTurnsFrom, type UncoveredRow } from "@/lib/domain/summaries/choose-turns";

const rows = fc
  .array(
    fc.record({
      role: fc.constantFrom("user" as const, "assistant" as const),
      tokens: fc.integer({ min: 0, max: 100 }),
    }),
    { maxLength: 30 },
  )
  .map((all): UncoveredRow[] => all.map((row, index) => ({ ...row, seq: index + 1 })));

const tokensOf = (all: readonly UncoveredRow[]) => all.reduce((sum, { tokens }) => sum + tokens, 0);

describe("which turns are summarised", () => {
  it("takes whole turns, no more than needed, so that the rest fits", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 500 }), (all, room) => {
        const taken = chooseTurns(all, { room, more: false, keep: 0 });
        const rest = all.slice(taken);
        expect(tokensOf(rest)).toBeLessThanOrEqual(room);
        if (rest.length > 0 && taken > 0) expect(rest[0]?.role).toBe("user");
        // One turn less would have left too much.
        const before = all.slice(0, taken).findLastIndex(({ role }, i) => role === "user" || i === 0);
        if (taken > 0) expect(tokensOf(all.slice(before))).toBeGreaterThan(room);
      }),
    );
  });

  it("never takes a turn whose end was not read, nor those that are to stay", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const starts = all.flatMap(({ role }, i) => (i === 0 || role === "user" ? [i] : []));
        expect(chooseTurns(all, { room: -1, more: true, keep: 0 })).toBe(starts.at(-1) ?? 0);
        expect(chooseTurns(all, { room: -1, more: false, keep: 1 })).toBe(starts.at(-1) ?? 0);
      }),
    );
  });

  it("shows a model the newest whole turns that fit", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 500 }), (all, tokens) => {
        const from = newestTurnsFrom(all, tokens);
        expect(tokensOf(all.slice(from))).toBeLessThanOrEqual(tokens);
        if (from > 0 && from < all.length) expect(all[from]?.role).toBe("user");
      }),
    );
  });
});
