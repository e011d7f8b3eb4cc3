import { describe, expect, it } from "vitest";
import { LEASE_SECONDS, partsOf, read, say, textOf } from "./support/bench-of-parts";

describe("the writer", () => {
  it("stores the new text of all running turns with one append every 250 ms", async () => {
    const parts = partsOf();
    const turns = [await say(parts, "One"), await say(parts, "Two"), await say(parts, "Three")];
    await parts.time.settle();
    parts.model.say("a", "b", "c");
    await parts.time.advance(1_000);
    expect(parts.store.calls.append).toBe(4);
    const [first = []] = parts.store.appends;
    expect(new Set(first.map(({ turnId }) => turnId))).toEqual(new Set(turns.map(({ turnId }) => turnId)));
    for (const { turnId } of turns) expect(parts.store.text(turnId)).toBe("abc");
  });

  it("renews leases without output, and rests when nothing runs", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    await parts.time.advance(LEASE_SECONDS * 3_000);
    expect(await parts.store.interruptExpired(null)).toEqual([]);
    parts.model.say("Late");
    parts.model.end();
    await parts.time.advance(1_000);
    await turn.finished;
    const { append } = parts.store.calls;
    await parts.time.advance(10_000);
    expect(parts.store.calls.append).toBe(append);
    expect(parts.time.waiting).toBe(0);
  });

  it("waits longer while appends are slow, yet tries several times within a lease", async () => {
    const parts = partsOf({ leaseSeconds: 2 });
    const append = parts.store.append.bind(parts.store);
    parts.store.append = async (lease, chunks) => {
      const answer = await append(lease, chunks);
      await new Promise<void>((resolve) => parts.time.after(400, resolve));
      return answer;
    };
    await say(parts, "Hello");
    await parts.time.advance(9_000);
    // Rests of 500 ms, a quarter of the lease, instead of 4 × 400 ms; with the calls themselves one every 900 ms.
    expect(parts.store.calls.append).toBeGreaterThanOrEqual(9);
    expect(parts.store.calls.append).toBeLessThanOrEqual(11);
  });

  it("stores the count so far with every piece, so that tabs that only follow know it too", async () => {
    const parts = partsOf();
    const seen: { text: string; tokens: number }[] = [];
    const append = parts.store.append.bind(parts.store);
    parts.store.append = (lease, chunks) => {
      for (const { piece } of chunks) if (piece) seen.push({ text: piece.text, tokens: piece.tokens });
      return append(lease, chunks);
    };
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("First. ");
    await parts.time.advance(600);
    parts.model.say("Second.");
    await parts.time.advance(600);
    parts.model.end();
    await parts.time.advance(1_000);
    await reader.ended;
    expect(seen.map(({ text }) => text)).toEqual(["First. ", "Second."]);
    const [first, second] = seen;
    expect(first?.tokens).toBeGreaterThan(0);
    expect(second?.tokens).toBeGreaterThan(first?.tokens ?? 0);
    expect(reader.events.at(-1)).toMatchObject({ type: "done", tokenCount: second?.tokens });
  });

  it("ends the reply when a stop was asked for elsewhere, and keeps its text", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("Half");
    await parts.time.advance(600);
    const row = parts.store.rows.get(turn.turnId);
    if (row) row.stopRequested = true;
    await parts.time.advance(600);
    await reader.ended;
    expect(row).toMatchObject({ status: "stopped" });
    expect(parts.store.text(turn.turnId)).toBe("Half");
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "stopped" });
    expect(parts.model.requests[0]?.signal.aborted).toBe(true);
  });

  it("aborts a turn whose lease is lost, stores nothing more of it, and tells readers what is stored", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("Stored. ");
    await parts.time.advance(300);
    const row = parts.store.rows.get(turn.turnId);
    if (row) row.status = "interrupted";
    parts.model.say("Not stored.");
    await parts.time.advance(1_000);
    await Promise.all([reader.ended, turn.finished]);
    expect(parts.model.requests[0]?.signal.aborted).toBe(true);
    expect(parts.store.text(turn.turnId)).toBe("Stored. ");
    expect(parts.store.calls.finish).toBe(0);
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "interrupted" });
    expect(parts.hub.size).toBe(0);
  });

  it("says so when the conversation was deleted under the reply", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("Anything");
    await parts.time.advance(300);
    parts.store.rows.delete(turn.turnId);
    await parts.time.advance(1_000);
    await reader.ended;
    expect(reader.events.at(-1)).toMatchObject({ type: "error", code: "not_found" });
    expect(parts.model.requests[0]?.signal.aborted).toBe(true);
  });
});

describe("when the database is away", () => {
  it("keeps the text and stores all of it, once, when it is back", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("Before. ");
    await parts.time.advance(300);
    parts.store.down = true;
    for (const text of ["During. ", "Still away. "]) {
      parts.model.say(text);
      await parts.time.advance(3_000);
    }
    parts.store.down = false;
    parts.model.say("After.");
    parts.model.end();
    await parts.time.advance(5_000);
    await reader.ended;
    expect(parts.store.text(turn.turnId)).toBe("Before. During. Still away. After.");
    expect(textOf(reader.events)).toBe("Before. During. Still away. After.");
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "complete" });
  });

  it("stores a piece once even if the answers to its appends got lost", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    parts.model.say("one ");
    await parts.time.settle();
    parts.store.loseAnswers = 2;
    await parts.time.advance(250);
    parts.model.say("two ");
    await parts.time.advance(500);
    parts.model.say("three");
    parts.model.end();
    await parts.time.advance(3_000);
    await turn.finished;
    expect(parts.store.text(turn.turnId)).toBe("one two three");
  });

  it("finishes when it is back, after the model has long ended", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    await parts.time.settle();
    parts.store.down = true;
    parts.model.say("All said.");
    parts.model.end();
    await parts.time.advance(12_000);
    expect(textOf(reader.events)).toBe("All said.");
    expect(reader.events.at(-1)?.type).toBe("delta");
    parts.store.down = false;
    await parts.time.advance(5_000);
    await reader.ended;
    expect(parts.store.rows.get(turn.turnId)?.status).toBe("complete");
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "complete" });
  });

  it("ends as the database says when the answer to finish got lost", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("All said.");
    await parts.time.advance(300);
    const finish = parts.store.finish.bind(parts.store);
    parts.store.finish = (input) => {
      parts.store.loseAnswers = parts.store.calls.finish === 0 ? 1 : 0;
      return finish(input);
    };
    parts.model.end();
    await parts.time.advance(5_000);
    await reader.ended;
    expect(parts.store.calls.finish).toBe(2);
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "complete" });
    expect(textOf(reader.events)).toBe("All said.");
  });

  it("gives a reply up that could not be saved for a minute, and says so", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    await parts.time.settle();
    parts.store.down = true;
    parts.model.say("Words");
    await parts.time.advance(70_000);
    await Promise.all([reader.ended, turn.finished]);
    expect(reader.events.at(-1)).toMatchObject({
      type: "error",
      code: "database_unavailable",
      retryable: true,
    });
    expect(parts.model.requests[0]?.signal.aborted).toBe(true);
    expect(parts.hub.size).toBe(0);
  });

  it("lets one turn that the database refuses fail alone", async () => {
    const parts = partsOf();
    const bad = await say(parts, "Bad");
    const good = await say(parts, "Good");
    const readers = [read(parts, bad), read(parts, good)];
    await parts.time.settle();
    parts.store.refuse = ({ turnId, piece }) => turnId === bad.turnId && piece !== undefined;
    parts.model.say("x", "y");
    await parts.time.advance(400);
    parts.model.say("z");
    parts.model.end();
    await parts.time.advance(2_000);
    await Promise.all([...readers.map(({ ended }) => ended), bad.finished, good.finished]);
    expect(readers[0]?.events.at(-1)).toMatchObject({ type: "error", code: "database_unavailable" });
    expect(readers[1]?.events.at(-1)).toMatchObject({ type: "done", status: "complete" });
  });
});
