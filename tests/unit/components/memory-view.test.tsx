import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { horizonKey, memoryView } from "@/components/chat/memory-view";
import { Reply, WritingReply } from "@/components/chat/reply";
import { Horizon } from "@/components/context/horizon";
import { markNotice } from "@/components/context/mark-words";
import { memoryHorizon } from "@/lib/domain/meter/memory-horizon";
import type { ReplyEntry, UserEntry } from "@/lib/domain/sync/transcript";
import type { MessageId, TurnId } from "@/types/ids";
import { contextReport } from "../../support/context-report";

const UNMARKED = { pinned: false, muted: false, compressed: false };

function said(seq: number | null, changes: Partial<UserEntry> = {}): UserEntry {
  return {
    role: "user",
    key: `m${seq}`,
    id: seq === null ? null : (`00000000-0000-4000-8000-00000000000${seq}` as MessageId),
    clientMessageId: null,
    turnId: null,
    seq,
    content: "hello",
    tokenCount: 4,
    createdAt: "2026-11-21T14:00:00.000Z",
    ...UNMARKED,
    send: null,
    ...changes,
  };
}

function replied(changes: Partial<ReplyEntry> = {}): ReplyEntry {
  return {
    role: "assistant",
    key: "r",
    id: "00000000-0000-4000-8000-000000000002" as MessageId,
    turnId: "00000000-0000-4000-8000-000000000003" as TurnId,
    seq: 2,
    status: "complete",
    content: "Drop the partitions.",
    tokenCount: 698,
    model: null,
    createdAt: "2026-11-21T14:00:00.000Z",
    thinking: null,
    error: null,
    finishReason: "stop",
    usage: null,
    receipt: null,
    ...UNMARKED,
    kept: false,
    newest: false,
    ...changes,
  };
}

const SUMMARY = { messages: 41, from: 1, to: 41, version: 4, tokens: 611 };

describe("where the horizon stands", () => {
  const entries = [said(3), said(4), said(5)];

  it("before the first message that is word for word", () => {
    expect(horizonKey(entries, 5, true)).toBe("m5");
    expect(horizonKey([...entries, said(null)], 6, true)).toBe("mnull");
  });

  it("at the end where every message is above it, and nowhere where it is not loaded", () => {
    expect(horizonKey(entries, 6, true)).toBe("end");
    expect(horizonKey(entries, 3, true)).toBeNull();
    expect(horizonKey(entries, null, false)).toBeNull();
  });

  it("fades what lies above it, and what is muted", () => {
    const horizon = memoryHorizon(contextReport({ summary: { ...SUMMARY, to: 4 } }));
    expect(memoryView(horizon, said(4))).toEqual({ memory: "summary", faded: true });
    expect(memoryView(horizon, said(3, { pinned: true }))).toEqual({ memory: "pinned", faded: true });
    expect(memoryView(horizon, said(5))).toEqual({ memory: "word", faded: false });
    expect(memoryView(horizon, said(5, { muted: true }))).toEqual({ memory: "muted", faded: true });
  });
});

describe("the memory horizon", () => {
  it("tells how many stand above and below, and leads to the summary", async () => {
    const onReadSummary = vi.fn();
    const verbatim = { messages: 5, from: 42, to: 46 };
    render(<Horizon summary={SUMMARY} leftOut={null} verbatim={verbatim} onReadSummary={onReadSummary} />);
    const group = screen.getByRole("group", { name: "Memory horizon" });
    expect(within(group).getByText("41 above, as a 611-token summary")).toBeTruthy();
    expect(within(group).getByText("5 below, word for word")).toBeTruthy();
    await userEvent.click(within(group).getByRole("link", { name: "Read the summary" }));
    expect(onReadSummary).toHaveBeenCalledOnce();
  });

  it("says what is left out where no summary covers it", () => {
    const leftOut = { messages: 27, from: 1, to: 27 };
    render(<Horizon summary={null} leftOut={leftOut} verbatim={null} onReadSummary={vi.fn()} />);
    expect(screen.getByText("27 above, left out")).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  });
});

describe("a reply", () => {
  const actions = { retry: vi.fn(), keep: vi.fn() };
  const memoryActions = { pin: vi.fn(), menu: vi.fn(), receipt: vi.fn() };
  const shared = { agentName: "Assistant", actions, memoryActions };
  const glance = {
    tokens: 2_914,
    recalled: 3,
    summarised: 41,
    segments: [{ kind: "system" as const, tokens: 412 }],
  };

  it("opens its receipt from the chip, which says what the call held", async () => {
    const entry = replied({ receipt: glance });
    render(<Reply entry={entry} memory="word" faded={false} receiptOpen={false} {...shared} />);
    const chip = screen.getByRole("button", { name: "Receipt: 2,914 tokens, 3 recalled, 41 summarised" });
    expect(chip.getAttribute("aria-expanded")).toBe("false");
    await userEvent.click(chip);
    expect(memoryActions.receipt).toHaveBeenCalledExactlyOnceWith(entry);
  });

  it.each([
    ["pinned", "Pinned · 698 every turn"],
    ["muted", "Muted · 698 left out"],
    ["summary", "In the summary"],
    ["out", "Left out"],
    ["leaving", "Leaves next"],
    ["compressed", "Compressed"],
  ] as const)("says how the next call sees it: %s", (memory, words) => {
    render(<Reply entry={replied()} memory={memory} faded={false} receiptOpen={false} {...shared} />);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it("is pinned for its price, and offers the rest in a menu", async () => {
    const entry = replied();
    render(<Reply entry={entry} memory="word" faded={false} receiptOpen={false} {...shared} />);
    await userEvent.click(screen.getByRole("button", { name: /^Pin \+698/ }));
    expect(memoryActions.pin).toHaveBeenCalledExactlyOnceWith(entry);
    await userEvent.click(screen.getByRole("button", { name: "More actions" }));
    expect(memoryActions.menu).toHaveBeenCalledOnce();
  });

  it("says what it waits for while older messages are summarised", () => {
    const live = { text: "", thinking: "", tokens: 0, thinkingTokens: 0 };
    const entry = replied({ status: "streaming", content: "" });
    render(<WritingReply entry={entry} agentName="Assistant" live={live} reserve={1_500} compacting={24} />);
    expect(screen.getByRole("status").textContent).toBe("Summarising 24 older messages first");
  });
});

describe("what is said of a mark", () => {
  it.each([
    [{ pinned: true }, 1, 198, "Pinned. It costs 198 tokens in every turn."],
    [{ muted: true }, 3, -1_940, "Muted: 3 messages. They free 1,940 tokens in every turn."],
    [{ compressed: false }, 1, null, "Word for word again."],
  ])("%j of %i for %s", (change, count, price, words) => {
    expect(markNotice(change, count, price)).toBe(words);
  });
});
