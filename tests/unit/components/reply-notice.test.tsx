import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Reply } from "@/components/chat/reply";
import { ReplyNotice, type ReplyActions } from "@/components/chat/reply-notice";
import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import type { MessageId, TurnId } from "@/types/ids";

function reply(changes: Partial<ReplyEntry>): ReplyEntry {
  return {
    role: "assistant",
    key: "k",
    id: "00000000-0000-4000-8000-000000000002" as MessageId,
    turnId: "00000000-0000-4000-8000-000000000003" as TurnId,
    seq: 2,
    status: "complete",
    content: "Three places can still hold an old reading, and each",
    tokenCount: 12,
    model: null,
    createdAt: new Date().toISOString(),
    thinking: null,
    error: null,
    finishReason: "stop",
    usage: null,
    receipt: null,
    pinned: false,
    muted: false,
    compressed: false,
    kept: false,
    newest: true,
    ...changes,
  };
}

function Shown({ entry, actions }: { entry: ReplyEntry; actions: ReplyActions }) {
  const memoryActions = { pin: vi.fn(), menu: vi.fn(), receipt: vi.fn() };
  const view = { memory: "word", faded: false, receiptOpen: false } as const;
  return <Reply entry={entry} agentName="Assistant" {...view} {...{ actions, memoryActions }} />;
}

function show(entry: ReplyEntry) {
  const actions = { retry: vi.fn(), keep: vi.fn() };
  const { container } = render(<ReplyNotice entry={entry} actions={actions} />);
  return { actions, container };
}

const button = (name: string) => screen.queryByRole("button", { name });

describe("a reply that did not end well", () => {
  it("says after how many words it stopped, and offers both ways on", async () => {
    const { actions } = show(reply({ status: "interrupted" }));
    expect(screen.getByRole("alert").textContent).toContain("The reply stopped after 10 words.");
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    await userEvent.click(screen.getByRole("button", { name: "Keep as it is" }));
    expect(actions.retry).toHaveBeenCalledTimes(1);
    expect(actions.keep).toHaveBeenCalledTimes(1);
  });

  it("does not ask again once it was kept, and has nothing to keep where nothing was written", () => {
    const { container } = show(reply({ status: "interrupted", kept: true }));
    expect(container.textContent).toBe("");
    show(reply({ status: "interrupted", content: "" }));
    expect(screen.getByText("The reply stopped before its first word.")).toBeTruthy();
    expect(button("Keep as it is")).toBeNull();
  });

  it("shows what the provider said, and Retry only on the newest reply", () => {
    const error = { code: "provider_key" as const, message: "Groq refused the key.", retryable: false };
    show(reply({ status: "failed", content: "", error, newest: false }));
    expect(screen.getByText("Groq refused the key.")).toBeTruthy();
    expect(button("Retry")).toBeNull();
    // An old failure that is read back is not said aloud again.
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("counts a limit down and leaves the next try to the reader", async () => {
    const message = "Groq accepts 8,000 tokens a minute; this call needs 5,143.";
    const error = { code: "provider_busy" as const, message, retryable: true, retryAfterMs: 38_000 };
    const { actions } = show(reply({ status: "failed", content: "", error }));
    expect(screen.getByText(/Next try in 0:3[78]/)).toBeTruthy();
    expect(actions.retry).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Try now" }));
    expect(actions.retry).toHaveBeenCalledTimes(1);
  });

  it("explains an empty reply that thinking used up", () => {
    show(reply({ content: "", finishReason: "length" }));
    expect(screen.getByText(/used up by thinking/)).toBeTruthy();
    expect(button("Retry")).toBeTruthy();
  });

  it("is silent where all is well", () => {
    expect(show(reply({})).container.textContent).toBe("");
  });
});

describe("what came of a reply that did not end well", () => {
  it.each(["failed", "interrupted"] as const)("can be copied when it %s, with one Retry", (status) => {
    const actions = { retry: vi.fn(), keep: vi.fn() };
    render(<Shown entry={reply({ status })} actions={actions} />);
    expect(button("Copy reply")).toBeTruthy();
    expect(screen.getAllByRole("button", { name: /Retry/ })).toHaveLength(1);
  });

  it("has nothing to copy where nothing came", () => {
    const actions = { retry: vi.fn(), keep: vi.fn() };
    const entry = reply({ status: "failed", content: "" });
    render(<Shown entry={entry} actions={actions} />);
    expect(button("Copy reply")).toBeNull();
    expect(screen.getByText("No receipt: the call failed before sending.")).toBeTruthy();
  });
});
