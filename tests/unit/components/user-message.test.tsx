import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { UserMessage } from "@/components/chat/user-message";
import type { PendingSend } from "@/lib/domain/sync/chat-event";
import type { UserEntry } from "@/lib/domain/sync/transcript";
import type { ClientMessageId } from "@/types/ids";

const id = "00000000-0000-4000-8000-000000000001" as ClientMessageId;

function pending(changes: Partial<PendingSend>): PendingSend {
  return {
    clientMessageId: id,
    content: "And the daily rollups?",
    createdAt: "2026-11-21T14:00:00.000Z",
    state: "waiting",
    reason: "offline",
    nextTryAt: null,
    error: null,
    step: 1,
    ...changes,
  };
}

function show(send: PendingSend | null, content = "And the daily rollups?") {
  const entry: UserEntry = {
    role: "user",
    key: id,
    id: null,
    clientMessageId: id,
    turnId: null,
    seq: null,
    content,
    tokenCount: 6,
    createdAt: "2026-11-21T14:00:00.000Z",
    pinned: false,
    muted: false,
    compressed: false,
    send,
  };
  const actions = { retry: vi.fn(), edit: vi.fn() };
  const memoryActions = { pin: vi.fn(), menu: vi.fn(), receipt: vi.fn() };
  render(<UserMessage entry={entry} memory="word" faded={false} {...{ actions, memoryActions }} />);
  return actions;
}

describe("a message on its way", () => {
  it("is an article named “You said”", () => {
    show(null);
    expect(screen.getByRole("article", { name: "You said" }).textContent).toContain("And the daily rollups?");
  });

  it.each([
    [{ reason: "offline" as const }, "Saved on this device. It cannot be sent twice."],
    [{ reason: "reply_running" as const }, "Sends when this reply is finished."],
    [{ reason: "earlier_failed" as const }, "Waits for the message above it."],
  ])("says what it waits for: %j", (changes, words) => {
    show(pending(changes));
    expect(screen.getByText("Waiting to send")).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
  });

  it("counts down to its next try", () => {
    show(pending({ reason: "unreachable", nextTryAt: Date.now() + 37_500 }));
    expect(screen.getByText(/Next try in 0:3[78]\./)).toBeTruthy();
  });

  it("offers to send again or to take the text back when it failed", async () => {
    const send = pending({
      state: "failed",
      error: { code: "cannot_store", message: "It holds a NUL.", details: null },
    });
    const actions = show(send);
    expect(screen.getByRole("alert").textContent).toContain("It holds a NUL. Nothing of it is lost.");
    await userEvent.click(screen.getByRole("button", { name: "Send again" }));
    await userEvent.click(screen.getByRole("button", { name: "Back to the draft" }));
    expect(actions.retry).toHaveBeenCalledExactlyOnceWith(send);
    expect(actions.edit).toHaveBeenCalledExactlyOnceWith(send);
  });

  it("folds a long paste with its size, and opens it whole", async () => {
    const lines = Array.from({ length: 212 }, (_, index) => `line ${index}`);
    show(null, lines.join("\n"));
    expect(screen.queryByText(/line 211/)).toBeNull();
    expect(screen.getByText(/212 lines · 6 tokens/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(screen.getByText(/line 211/)).toBeTruthy();
  });

  it("never formats what you typed", () => {
    show(null, "**bold** <b>x</b> [a](https://b.example)");
    expect(screen.getByText("**bold** <b>x</b> [a](https://b.example)")).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  });
});
