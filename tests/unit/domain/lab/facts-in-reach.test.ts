import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildContext } from "@/lib/domain/context/build-context";
import type { ContextRow } from "@/lib/domain/context/context-row";
import { UNSCALED } from "@/lib/domain/context/scale";
import { factsInReach, readFacts } from "@/lib/domain/lab/facts-in-reach";
import type { ReplayedCall } from "@/lib/domain/lab/replay-turns";
import { pinBlock, type SystemParts } from "@/lib/domain/prompts/system-message";
import { messageId } from "@/types/api";

const breathe = () => Promise.resolve();

function row(seq: number, content: string, marks: Partial<ContextRow> = {}): ContextRow {
  return {
    id: messageId.parse(randomUUID()),
    seq,
    role: seq % 2 === 1 ? "user" : "assistant",
    kind: "chat",
    content,
    status: "complete",
    tokenCount: 100,
    tokenFamily: "openai-o200k",
    createdAt: "2026-01-05T09:00:00.000Z",
    pinned: false,
    muted: false,
    compressed: false,
    gist: null,
    gistTokens: null,
    ...marks,
  };
}

/** A call that holds as many of the newest rows as `room` hundreds of tokens let in, and all that is pinned. */
function callOf(rows: ContextRow[], room: number, over: Partial<ReplayedCall> = {}): ReplayedCall {
  const empty = { text: "", tokens: 0 };
  const pins = rows
    .filter((each) => each.pinned)
    .map((each) => ({ row: each, block: { text: pinBlock(each), tokens: 0 } }));
  const system: SystemParts = {
    family: "openai-o200k",
    revision: 1,
    instructions: empty,
    joinedTokens: 0,
    pinsHeading: empty,
    pins,
    summary: null,
  };
  const context = {
    strategy: "sliding_window" as const,
    budget: room * 100 + 10,
    reserve: 0,
    scale: UNSCALED,
    system,
    windowSize: null,
    windowFrom: 0,
    rows: rows.toReversed(),
    older: null,
    current: null,
  };
  const reserve = { replyReserve: 0, thinkingAllowance: 0, reserve: 0, source: "set" as const };
  return { context, built: buildContext(context), reserve, summary: null, ...over };
}

const cable = row(1, "Station nine gets 340 metres of cable.");
const noted = row(2, "Noted.");
const weather = row(3, "The forecast says 14 m/s.");
const thanks = row(4, "Thanks.");
const all = [cable, noted, weather, thanks];

describe("facts in reach of a call", () => {
  it("are those of its messages, and no others", async () => {
    const facts = await readFacts(all, breathe);
    expect(facts.size).toBeGreaterThanOrEqual(2);
    expect(await factsInReach(facts, callOf(all, 4), breathe)).toEqual({ kept: facts.size, of: facts.size });
    const half = await factsInReach(facts, callOf(all, 2), breathe);
    expect(half.kept).toBeGreaterThan(0);
    expect(half.kept).toBeLessThan(facts.size);
    expect(await factsInReach(facts, null, breathe)).toEqual({ kept: 0, of: facts.size });
  });

  it("are also those of a pinned message that the window does not hold", async () => {
    const pinned = [{ ...cable, pinned: true }, noted, weather, thanks];
    const facts = await readFacts(pinned, breathe);
    const { kept } = await factsInReach(facts, callOf(pinned, 2), breathe);
    expect(kept).toBe(facts.size);
  });

  it("are of a compressed message what its gist still says", async () => {
    const facts = await readFacts(all, breathe);
    const telling = { compressed: true, gist: "Station nine: 340 metres of cable.", gistTokens: 10 };
    const vague = { ...telling, gist: "Something about a station." };
    const reach = async (marks: Partial<ContextRow>) =>
      (await factsInReach(facts, callOf([{ ...cable, ...marks }, noted, weather, thanks], 4), breathe)).kept;
    expect(await reach(telling)).toBeGreaterThan(await reach(vague));
  });

  it("are those that a summary or its ledger says of what is gone", async () => {
    const facts = await readFacts(all, breathe);
    const line = { text: "Station nine gets 340 metres of cable.", from: 1, to: 1, byUser: false };
    const counted = {
      version: 1,
      from: 1,
      to: 2,
      messages: 2,
      replaces: 200,
      block: { text: "", tokens: 0 },
      quotes: [],
    };
    const without = await factsInReach(facts, callOf(all, 2), breathe);
    const summary = { counted, lines: [line], facts: [] };
    const withLine = await factsInReach(facts, callOf(all, 2, { summary }), breathe);
    expect(withLine.kept).toBeGreaterThan(without.kept);
    const ledger = [...facts.values()].map(({ fact }) => ({ ...fact, where: "ledger" as const }));
    const inLedger = await factsInReach(
      facts,
      callOf(all, 2, { summary: { counted, lines: [], facts: ledger } }),
      breathe,
    );
    expect(inLedger.kept).toBe(facts.size);
  });

  it("are not counted of what is muted", async () => {
    expect(
      (
        await readFacts(
          all.map((each) => ({ ...each, muted: true })),
          breathe,
        )
      ).size,
    ).toBe(0);
  });
});
