import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf, read, say, textOf } from "./support/bench-of-parts";

const kinds = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe("a reader of a turn", () => {
  it("gets accepted, context, thinking, text and done, in this order", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.feed({ type: "thinking", text: "Hm." });
    await parts.time.advance(100);
    parts.model.say("Good ", "morning");
    parts.model.end();
    await parts.time.advance(1_000);
    await reader.ended;
    expect([...new Set(kinds(reader.events))]).toEqual(["accepted", "context", "thinking", "delta", "done"]);
    expect(textOf(reader.events)).toBe("Good morning");
    expect(textOf(reader.events, "thinking")).toBe("Hm.");
    expect(reader.events[0]).toMatchObject({ type: "accepted", replayed: false, userMessage: { seq: 1 } });
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "complete", finishReason: "stop" });
  });

  it("hears the first piece at once and the next ones together, one beat later", async () => {
    const parts = partsOf();
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    parts.model.say("a");
    await parts.time.settle();
    expect(textOf(reader.events)).toBe("a");
    for (const piece of ["b", "c", "d"]) {
      parts.model.say(piece);
      await parts.time.settle();
    }
    expect(textOf(reader.events)).toBe("a");
    await parts.time.advance(30);
    expect(reader.events.filter(({ type }) => type === "delta")).toMatchObject([
      { text: "a" },
      { text: "bcd" },
    ]);
  });

  it("is told with each piece how many tokens the reply has so far, as done ends it", async () => {
    const parts = partsOf();
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    parts.model.say("four");
    await parts.time.advance(100);
    parts.model.say("fourteen chars");
    parts.model.end();
    await parts.time.advance(1_000);
    const counts = reader.events.flatMap((event) => (event.type === "delta" ? [event.tokens] : []));
    // One token a character, and 4 around the message.
    expect(counts).toEqual([8, 22]);
    expect(reader.events.at(-1)).toMatchObject({ type: "done", tokenCount: 22 });
  });

  it("counts offsets in UTF-16 units and never cuts a pair", async () => {
    const parts = partsOf();
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    for (const piece of ["a\u{1F600}", "\u{D83D}", "\u{DE00}z"]) {
      parts.model.say(piece);
      await parts.time.advance(50);
    }
    parts.model.end();
    await parts.time.advance(1_000);
    const deltas = reader.events.filter((event) => event.type === "delta");
    expect(deltas).toMatchObject([
      { offset: 0, text: "a\u{1F600}" },
      { offset: 3, text: "\u{1F600}z" },
    ]);
  });

  it("can begin at any offset, while the reply runs and after it, and gets exactly the rest", async () => {
    const piece = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        fc.nat(80),
        fc.nat(12),
        async (pieces, offset, joinAt) => {
          const parts = partsOf();
          const turn = await say(parts, "Hello");
          const readers: ReturnType<typeof read>[] = [];
          for (const [index, text] of pieces.entries()) {
            if (index === joinAt) readers.push(read(parts, turn, { offset, thinkingOffset: 0 }));
            parts.model.say(text);
            await parts.time.advance(20);
          }
          parts.model.end();
          await parts.time.advance(1_000);
          readers.push(read(parts, turn, { offset, thinkingOffset: 0 }));
          await parts.time.advance(1_000);
          const whole = pieces.join("").toWellFormed().replaceAll("\0", "\u{FFFD}");
          for (const reader of readers) {
            expect(textOf(reader.events, "delta", offset)).toBe(whole.slice(offset));
            expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "complete" });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("holds nothing up by being slow, and gets what it missed in one piece", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const running = parts.hub.get(turn.turnId);
    const position = { offset: 0, thinkingOffset: 0, greeted: true, announced: 1, replayed: false };
    const slow = running?.follow(position);
    const first = slow?.next();
    const quick = read(parts, turn);
    await parts.time.settle();
    parts.model.say("one ");
    await first;
    for (const text of ["two ", "three ", "four"]) {
      parts.model.say(text);
      await parts.time.advance(100);
    }
    expect(textOf(quick.events)).toBe("one two three four");
    expect(await slow?.next()).toMatchObject({ value: { offset: 4, text: "two three four" } });
    parts.model.end();
    await parts.time.advance(1_000);
    expect(await slow?.next()).toMatchObject({ value: { type: "done" } });
  });

  it("may leave: the reply is finished and stored all the same", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const position = { offset: 0, thinkingOffset: 0, greeted: false, announced: 0, replayed: false };
    const leaving = parts.hub.get(turn.turnId)?.follow(position);
    await leaving?.next();
    await leaving?.return("ended");
    parts.model.say("Nobody ", "reads this");
    parts.model.end();
    await parts.time.advance(1_000);
    await turn.finished;
    expect(parts.store.text(turn.turnId)).toBe("Nobody reads this");
    expect(parts.store.rows.get(turn.turnId)?.status).toBe("complete");
    expect(parts.hub.size).toBe(0);
  });
});

describe("a reader of a turn that another instance generates", () => {
  /** The same database, another process. */
  function elsewhere(parts: ReturnType<typeof partsOf>) {
    return { ...parts, deps: { ...parts.deps, hub: partsOf().hub } };
  }

  it("follows what is stored, with the same offsets, to the end", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(elsewhere(parts), { ...turn, replayed: true });
    await parts.time.settle();
    parts.model.feed({ type: "thinking", text: "Hm." });
    await parts.time.advance(600);
    parts.model.say("Good ");
    await parts.time.advance(600);
    expect(textOf(reader.events)).toBe("Good ");
    parts.model.say("morning");
    parts.model.end();
    await parts.time.advance(1_000);
    await reader.ended;
    expect(textOf(reader.events)).toBe("Good morning");
    expect(textOf(reader.events, "thinking")).toBe("Hm.");
    expect(reader.events[0]).toMatchObject({ type: "accepted", replayed: true });
    expect(reader.events.at(-1)).toMatchObject({
      type: "done",
      status: "complete",
      tokenCount: 16,
      thinkingMs: expect.any(Number) as number,
    });
  });

  it("learns that the generator has died, and keeps the text", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(elsewhere(parts), turn);
    parts.model.say("Half an ans");
    await parts.time.advance(600);
    const running = parts.hub.get(turn.turnId);
    // The process is gone: nothing is renewed any more.
    parts.hub.close(turn.turnId);
    await parts.time.advance(16_000);
    await parts.time.advance(3_000);
    await reader.ended;
    expect(running?.custody).toBe("ours");
    expect(textOf(reader.events)).toBe("Half an ans");
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "interrupted" });
  });

  it("waits out a database that is away for a while", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(elsewhere(parts), turn);
    parts.model.say("Some ");
    await parts.time.advance(600);
    parts.store.down = true;
    await parts.time.advance(5_000);
    parts.store.down = false;
    parts.model.say("more");
    parts.model.end();
    await parts.time.advance(5_000);
    await reader.ended;
    expect(textOf(reader.events)).toBe("Some more");
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "complete" });
  });
});
