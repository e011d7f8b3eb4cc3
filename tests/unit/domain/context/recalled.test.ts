import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext, recallRoom, roomFor } from "@/lib/domain/context/build-context";
import type { ContextInput } from "@/lib/domain/context/context-input";
import { memoryItems, recalledEntries } from "@/lib/domain/context/memory-items";
import { memoryIdOf, recalledItem, recallOf, recallParts, standing, standingParts } from "./recalled-samples";
import { idOf, input, inputs, pinOf, row, systemParts, turns } from "./stored-rows";

const SEED = { seed: 20261122, numRuns: 1_000 };

const asked: fc.Arbitrary<ContextInput> = fc
  .tuple(inputs, recallParts, standingParts)
  .map(([call, recall, memories]) => ({ ...call, recall, system: { ...call.system, standing: memories } }));

const lineOf = (call: ContextInput, kind: string) =>
  buildContext(call).lines.find((line) => line.kind === kind) ?? { counted: 0, tokens: 0 };

describe("what is recalled", () => {
  it("stands between the history and the current message, oldest first, as quoted data with date and speaker", () => {
    const older = recalledItem(1, 20, { saidAt: "2026-03-01T10:00:00Z", content: "Tern runs\nPostgres" });
    const elsewhere = recalledItem(2, 20, {
      saidAt: "2026-02-01T10:00:00Z",
      role: "assistant",
      title: "Rye",
    });
    const built = buildContext(input({ recall: recallOf([older, elsewhere], 0.4) }));
    expect(built.messages.map(({ role }) => role).slice(-2)).toEqual(["system", "user"]);
    const quoted = built.messages.at(-2);
    expect(quoted?.content).toBe(
      "# Recalled\n> [2026-02-01, assistant, in “Rye”] message 2\n> [2026-03-01, user] Tern runs\n> Postgres\n",
    );
    expect(quoted?.quotes).toEqual([
      { role: "assistant", content: "message 2", saidAt: "2026-02-01T10:00:00Z" },
      { role: "user", content: "Tern runs\nPostgres", saidAt: "2026-03-01T10:00:00Z" },
    ]);
    // Heading and both, and 4 around the message.
    expect(built.lines.map(({ kind, tokens }) => [kind, tokens])).toContainEqual(["memories", 12 + 40 + 4]);
  });

  it("is left out where the call holds it: in the window, as a pin, as a standing memory, or twice", () => {
    const pinned = row(1, "user", { pinned: true });
    const remembered = standing(7, 10);
    const system = systemParts({
      pins: [pinOf(pinned)],
      standing: { heading: { text: "# Memories\n", tokens: 5 }, items: [remembered] },
    });
    const rows = turns(2).map((each) => ({ ...each, id: idOf(each.seq + 10), seq: each.seq + 10 }));
    const memory = recalledItem(7, 10, { kind: "memory", id: memoryIdOf(7), seq: null });
    const items = [
      recalledItem(11, 10),
      recalledItem(1, 10),
      memory,
      recalledItem(5, 10),
      recalledItem(5, 10),
    ];
    const built = buildContext(input({ system, rows, recall: recallOf(items, 0.2) }));
    expect(built.recalled.map(({ item }) => item.id)).toEqual([idOf(5)]);
  });

  it("gives the best the room, and passes over what is too long for what is left", () => {
    const items = [recalledItem(11, 60), recalledItem(12, 90), recalledItem(13, 50)];
    // 15 % of 1,000: heading and markers take 16, two of them fit.
    const built = buildContext(input({ recall: recallOf(items) }));
    expect(built.recalled.map(({ item }) => item.seq)).toEqual([11, 13]);
  });

  it("never takes the room of the newest turn", () => {
    const long = [row(2, "assistant", { tokenCount: 380 }), row(1, "user")];
    const recall = recallOf([recalledItem(99, 100)]);
    const built = buildContext(input({ rows: long, recall }));
    expect(built.kept.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(built.recalled).toEqual([]);
    expect(built.overBy).toBe(0);
  });
});

describe("standing memories", () => {
  it("are in the system message after the pins and before the summary, under every strategy, within their cap", () => {
    const items = [standing(1, 30), standing(2, 30), standing(3, 15)];
    for (const strategy of ["sliding_window", "summarization", "hybrid"] as const) {
      const system = systemParts({ standing: { heading: { text: "# Memories\n", tokens: 4 }, items } });
      const built = buildContext(input({ strategy, system }));
      // 5 % of 1,000: the second does not fit beside the first, the third does.
      expect(built.standing.map(({ memory }) => memory.content)).toEqual(["fact 1", "fact 3"]);
      expect(built.messages[0]?.content).toBe(
        "Be kind.\n\n# Memories\n> [2026-11-21] fact 1\n> [2026-11-21] fact 3\n",
      );
    }
  });

  it("give way to what must be in: they never make a message too long", () => {
    const system = systemParts({
      standing: { heading: { text: "# Memories\n", tokens: 4 }, items: [standing(1, 30)] },
    });
    const tight = { content: "long", tokens: 415, seq: null, saidAt: null };
    expect(buildContext(input({ system, current: tight, rows: [] }))).toMatchObject({
      standing: [],
      overBy: 0,
    });
  });
});

describe("for any history, any settings and anything recalled, a context", () => {
  it("never passes its budget, nor recalled text its room", () => {
    fc.assert(
      fc.property(asked, (call) => {
        const built = buildContext(call);
        const bare = { ...call, recall: undefined, system: { ...call.system } };
        delete bare.system.standing;
        // Only what must be in may pass the budget, as it would without any memory.
        expect(built.overBy > 0).toBe(roomFor(bare, call.system.pins) < 0 && built.overBy > 0);
        if (built.overBy === 0) {
          expect(built.held + built.draft + call.reserve).toBeLessThanOrEqual(call.budget);
        } else expect([...built.recalled, ...built.standing]).toEqual([]);
        const inSystem = memoryItems(call, built).filter(({ facts }) => facts.why === "standing");
        let standingTokens = 0;
        for (const { counted } of inSystem) standingTokens += counted;
        const line = built.lines.find(({ kind }) => kind === "memories")?.counted ?? 0;
        expect(line - standingTokens).toBeLessThanOrEqual(recallRoom(call));
      }),
      SEED,
    );
  });

  it("adds up: items and receipt entries make the memories line, lines make what is held", () => {
    fc.assert(
      fc.property(asked, (call) => {
        const built = buildContext(call);
        const line = lineOf(call, "memories");
        expect(memoryItems(call, built).reduce((sum, { counted }) => sum + counted, 0)).toBe(line.counted);
        expect(recalledEntries(call, built).reduce((sum, { tokens }) => sum + tokens, 0)).toBe(line.tokens);
        expect(built.lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(built.held);
      }),
      SEED,
    );
  });

  it("is the same for the same input, and holds nothing twice", () => {
    fc.assert(
      fc.property(asked, (call) => {
        const built = buildContext(call);
        expect(buildContext(structuredClone(call))).toEqual(built);
        const ids = [
          ...built.kept.map(({ id }) => id),
          ...built.block.map((pin) => pin.row.id),
          ...built.standing.map(({ memory }) => memory.id),
          ...built.recalled.map(({ item }) => item.id),
        ];
        expect(new Set<string>(ids).size).toBe(ids.length);
      }),
      SEED,
    );
  });

  it("has the same window whatever is recalled: the room is kept whether or not it is used", () => {
    fc.assert(
      fc.property(asked, (call) => {
        const { recall } = call;
        if (recall === undefined) return;
        const without = buildContext({ ...call, recall: { ...recall, items: [] } });
        const { kept, windowFrom } = buildContext(call);
        expect({ kept, windowFrom }).toEqual({ kept: without.kept, windowFrom: without.windowFrom });
      }),
      SEED,
    );
  });
});
