import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MOST_IN_PAGE, Transcript } from "@/components/chat/transcript";
import type { TranscriptEntry } from "@/lib/domain/sync/transcript";

function entries(count: number): TranscriptEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    role: "user",
    key: `message-${index}`,
    id: null,
    clientMessageId: null,
    turnId: null,
    seq: index + 1,
    content: `message ${index}`,
    tokenCount: 2,
    createdAt: "2026-11-21T14:00:00.000Z",
    pinned: false,
    muted: false,
    compressed: false,
    send: null,
  }));
}

function show(count: number, earlier: Parameters<typeof Transcript>[0]["earlier"] = null) {
  return render(
    <Transcript
      subject="a"
      entries={entries(count)}
      earlier={earlier}
      renderEntry={(entry, position) => (
        <article aria-posinset={position?.index} aria-setsize={position?.size}>
          {entry.content}
        </article>
      )}
    />,
  );
}

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  return () => vi.unstubAllGlobals();
});

describe("the transcript", () => {
  it("is a log named “Conversation” that stays quiet while text arrives", () => {
    show(2);
    const log = screen.getByRole("log", { name: "Conversation" });
    expect(log.getAttribute("aria-live")).toBe("off");
    expect(log.getAttribute("tabindex")).toBe("0");
  });

  it("keeps every message in the page up to its limit, so that find-in-page works", async () => {
    show(MOST_IN_PAGE);
    await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(MOST_IN_PAGE));
    expect(screen.getAllByRole("article")[0]?.hasAttribute("aria-setsize")).toBe(false);
  });

  it("draws the end of a conversation first", () => {
    show(100);
    const shown = screen.getAllByRole("article").map((article) => article.textContent);
    expect(shown.length).toBeLessThan(20);
    expect(shown.at(-1)).toBe("message 99");
  });

  it("draws only what is near the view beyond it", () => {
    show(MOST_IN_PAGE + 1);
    expect(screen.queryAllByRole("article").length).toBeLessThan(60);
  });

  it("offers older messages by a button with their number", async () => {
    const load = vi.fn();
    show(3, { count: 37, loading: false, failed: false, load });
    await userEvent.click(await screen.findByRole("button", { name: "Show 37 earlier messages" }));
    expect(load).toHaveBeenCalledTimes(1);
  });
});
