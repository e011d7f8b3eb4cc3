import { describe, expect, it } from "vitest";
import { pinsToGive } from "@/components/chat/pins-to-give";
import { shorterSummary } from "@/components/chat/ways-out";
import type { ContextItem } from "@/types/context";
import type { MessageId } from "@/types/ids";

function pinned(seq: number, tokens: number, pin = -tokens): ContextItem {
  const message = {
    id: `m${seq}` as MessageId,
    seq,
    role: "user",
    pinned: true,
    muted: false,
    compressed: false,
  } as const;
  return { kind: "pinned", message, preview: "", tokens, prices: { pin, mute: pin, compress: null } };
}

const seqs = (items: readonly ContextItem[], tokens: number) => {
  const give = pinsToGive(items, tokens);
  return give && [give.messages.map(({ seq }) => seq), give.frees];
};

describe("pins that give way to a message", () => {
  const items = [pinned(1, 330, -300), pinned(5, 900), pinned(9, 40)];

  it("are the fewest that free enough, the largest first", () => {
    expect(seqs(items, 500)).toEqual([[5], 900]);
    expect(seqs(items, 1_000)).toEqual([[5, 1], 1_200]);
  });

  it("are all of them where that is not enough, and free their heading too", () => {
    expect(seqs(items, 5_000)).toEqual([[5, 1, 9], 1_270]);
  });

  it("are none where nothing is pinned", () => {
    const recent: ContextItem = { ...pinned(1, 300), kind: "recent" };
    expect(seqs([recent], 10)).toBeNull();
    expect(seqs([], 10)).toBeNull();
  });
});

describe("a summary that is longer than the budget of now allows", () => {
  it("frees what lies above its target", () => {
    expect(shorterSummary(1_200, 2_000)).toBe(800);
    expect(shorterSummary(300, 2_000)).toBeNull();
  });
});
