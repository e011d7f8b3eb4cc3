import { describe, expect, it } from "vitest";
import { slidingWindow } from "@/lib/domain/context/sliding-window";
import type { MessageId } from "@/types/ids";
import { row, turn } from "./stored-rows";

const REPLACED = "4e9e3f6a-0000-4000-8000-000000000000" as MessageId;

function seqs(rows: readonly { seq: number }[]): number[] {
  return rows.map(({ seq }) => seq);
}

describe("the sliding window", () => {
  it("drops the oldest turns first when the room is tight", () => {
    const rows = [...turn(1), ...turn(3), ...turn(5)].reverse();
    const window = slidingWindow({ rows, older: null, room: 45 });
    expect(seqs(window.kept)).toEqual([3, 4, 5, 6]);
    expect(window).toMatchObject({ tokens: 40, leftOut: { messages: 2, from: 1, to: 2 } });
  });

  it("takes everything when there is room", () => {
    const rows = [...turn(1), ...turn(3)].reverse();
    expect(slidingWindow({ rows, older: null, room: 40 })).toMatchObject({ tokens: 40, leftOut: null });
  });

  it("never keeps a reply without what it answers", () => {
    const rows = [...turn(1), ...turn(3)].reverse();
    const window = slidingWindow({ rows, older: null, room: 35 });
    expect(seqs(window.kept)).toEqual([3, 4]);
    expect(window.leftOut).toEqual({ messages: 2, from: 1, to: 2 });
  });

  it("never keeps a tool result without its call", () => {
    const rows = [
      row(1, "user"),
      row(2, "assistant", { kind: "tool_call", content: "" }),
      row(3, "tool", { kind: "tool_call_response" }),
      row(4, "assistant"),
    ].reverse();
    expect(slidingWindow({ rows, older: null, room: 39 }).kept).toEqual([]);
    expect(seqs(slidingWindow({ rows, older: null, room: 40 }).kept)).toEqual([1, 2, 3, 4]);
  });

  it("leaves no hole: an older turn that would fit does not jump over one that does not", () => {
    const rows = [...turn(1, 1), ...turn(3, 500), ...turn(5)].reverse();
    expect(seqs(slidingWindow({ rows, older: null, room: 100 }).kept)).toEqual([5, 6]);
  });

  it("skips what has nothing to send, and does not call it left out", () => {
    const rows = [
      row(1, "user"),
      row(2, "assistant", { supersededBy: REPLACED }),
      row(3, "assistant", { kind: "thinking" }),
      row(4, "assistant", { status: "failed", content: "" }),
      row(5, "assistant", { status: "interrupted" }),
      row(6, "user"),
      row(7, "assistant", { status: "streaming" }),
    ].reverse();
    const window = slidingWindow({ rows, older: null, room: 1_000 });
    expect(seqs(window.kept)).toEqual([1, 5, 6]);
    expect(window.leftOut).toBeNull();
  });

  it("leaves out replies whose question was not read", () => {
    const older = { messages: 7, from: 1, to: 8 };
    const rows = [row(9, "assistant"), ...turn(10)].reverse();
    const window = slidingWindow({ rows, older, room: 1_000 });
    expect(seqs(window.kept)).toEqual([10, 11]);
    expect(window.leftOut).toEqual({ messages: 8, from: 1, to: 9 });
  });

  it("keeps a reply with which the conversation opens", () => {
    const rows = [row(1, "assistant"), ...turn(2)].reverse();
    expect(seqs(slidingWindow({ rows, older: null, room: 1_000 }).kept)).toEqual([1, 2, 3]);
  });

  it("passes on what was left out before when all that was read fits", () => {
    const older = { messages: 40, from: 1, to: 44 };
    expect(slidingWindow({ rows: turn(45).reverse(), older, room: 1_000 }).leftOut).toEqual(older);
  });

  it("is empty when there is no room", () => {
    const window = slidingWindow({ rows: turn(1).reverse(), older: null, room: 0 });
    expect(window).toEqual({ kept: [], tokens: 0, leftOut: { messages: 2, from: 1, to: 2 } });
  });
});
