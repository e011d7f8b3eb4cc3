import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import ReceiptPanel from "@/components/context/receipt-panel";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import { deriveMeter } from "@/lib/domain/meter/derive-meter";
import type { ReceiptAnswer } from "@/types/api";
import type { Receipt } from "@/types/receipt";
import type { TurnId } from "@/types/ids";
import { contextReport } from "../../support/context-report";
import { FakeApi } from "../../support/fake-api/fake-api";
import { openTab, type Tab } from "../client/harness";

let api: FakeApi;
let tab: Tab;
let turnId: TurnId;

vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query === "(min-width: 80rem)",
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

beforeEach(async () => {
  api = await new FakeApi().start();
  const turn = api.store.exchange(api.store.conversation("Retention"), "question");
  turnId = turn.id as TurnId;
  tab = openTab(api);
});
afterEach(async () => {
  cleanup();
  tab.close();
  await api.stop();
});

const RECEIPT: Receipt = {
  format: 1,
  strategy: "hybrid",
  settings: {
    maxTokens: 8_000,
    windowSize: null,
    summaryThreshold: 6_000,
    budget: 8_000,
    replyReserve: 1_500,
    thinkingAllowance: 1_000,
  },
  model: "openai/gpt-oss-120b",
  provider: "groq",
  accuracy: { kind: "calibrated", percent: 1.24 },
  lines: [
    { kind: "system", tokens: 412, ranges: [], version: 3 },
    { kind: "pinned", tokens: 198, ranges: [[7, 7]], version: null },
    { kind: "summary", tokens: 611, ranges: [[1, 41]], version: 4 },
    { kind: "recent", tokens: 1_083, ranges: [[42, 44]], version: null },
  ],
  total: 2_304,
  counted: 2_290,
  verbatim: [[42, 44]],
  pinned: [[7, 7]],
  compressed: [],
  muted: [[40, 40]],
  summarised: { version: 4, range: [1, 41], messages: 41, tokens: 611, replaces: 8_093 },
  leftOut: [{ reason: "muted", ranges: [[40, 40]], messages: 1 }],
  recalled: [],
  rate: { kind: "shorter_reply", limit: 8_000, left: 3_100, replyReserve: 600 },
  promptHash: "1be85d4be5ee0123",
  builtAt: "2026-11-21T14:02:28.000Z",
};

function answer(changes: Partial<ReceiptAnswer> = {}): ReceiptAnswer {
  return {
    receipt: RECEIPT,
    reply: {
      seq: 45,
      createdAt: "2026-11-21T14:02:31.000Z",
      tokens: 698,
      thinkingTokens: 212,
      status: "complete",
    },
    usage: {
      promptTokens: 2_304,
      cachedTokens: 1_024,
      completionTokens: 910,
      thinkingTokens: 212,
      countedPromptTokens: 2_290,
      countedCompletionTokens: 908,
      source: "provider",
    },
    cost: { amount: 0.00104, currency: "USD", asOf: "2026-11-01" },
    firstTokenMs: 410,
    latencyMs: 3_200,
    finishReason: "stop",
    deleted: [],
    ...changes,
  };
}

function show(told: ReceiptAnswer | null) {
  if (told) api.store.receipts.set(turnId, told);
  const calls = { onClose: vi.fn(), onReadSummary: vi.fn() };
  const meter = deriveMeter(contextReport(), 0, null);
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <ReceiptPanel turnId={turnId} agentName="Data engineer" meter={meter} {...calls} />
    </WorkspaceProviderOf>,
  );
  return { user: userEvent.setup(), ...calls };
}

const panel = () => screen.getByRole("complementary", { name: "Receipt" });
const wholeText = () => panel().textContent.replace(/\s+/g, " ");

describe("a receipt", () => {
  it("shows lines that add up, to what was sent and to the total", async () => {
    show(answer());
    expect(await screen.findByText(/^Reply 45/)).toBeTruthy();
    const text = wholeText();
    for (const part of [
      "System v3",
      "Pinned message 7",
      "Summary v4, messages 1–41",
      "Recent messages 42–44",
      "Sent2,304",
      "Reply of 1,500 kept",
      "Thinking not sent again",
      "Total3,214",
    ]) {
      expect(text).toContain(part);
    }
    const lines = RECEIPT.lines.reduce((sum, { tokens }) => sum + tokens, 0);
    expect(lines).toBe(RECEIPT.total);
  });

  it("puts our count beside the provider's, with what came from its cache", async () => {
    show(answer());
    const table = await screen.findByRole("table", { name: "Our count beside the provider’s" });
    const cells = within(table)
      .getAllByRole("row")
      .map((row) => row.textContent);
    expect(cells).toEqual([
      "CountSentWritten",
      "Here2,290908",
      "By the provider2,304910",
      "From the provider’s cache1,024–",
    ]);
  });

  it("tells how the call went and what it cost, and what the plan made of it", async () => {
    show(answer());
    await screen.findByText("Call");
    const text = wholeText();
    expect(text).toContain("0.41 s");
    expect(text).toContain("3.2 s, 284 tokens/s");
    expect(text).toContain("$0.001, at the prices of 1 Nov 2026");
    expect(text).toContain("7,482 tokens");
    expect(text).toContain("calibrated ±1.2 %");
    expect(text).toContain("The reply may be at most 600 tokens.");
  });

  it("lists what was left out and why, and what is gone since by its numbers", async () => {
    show(answer({ deleted: [[3, 4]] }));
    await screen.findByText("Left out");
    const text = wholeText();
    expect(text).toContain("Message 40Muted by you");
    expect(text).toContain("Messages 1–4141 messages · Older than the window; the summary covered them");
    expect(text).toContain("Deleted since: messages 3–4. Their numbers stay, their text is gone.");
  });

  it("compares with the next call", async () => {
    const { user } = show(answer());
    await user.click(await screen.findByRole("button", { name: "Compare with now" }));
    const table = screen.getByRole("table", { name: /compared with the next one/ });
    expect(within(table).getByRole("row", { name: /^Recent/ }).textContent).toBe("Recent1,0833,231+2,148");
    expect(within(table).getByRole("row", { name: /^Sent/ }).textContent).toBe("Sent2,3043,643+1,339");
  });

  it("leads to the summary that stood in the call", async () => {
    const { user, onReadSummary } = show(answer());
    await user.click(await screen.findByRole("button", { name: "Read the summary" }));
    expect(onReadSummary).toHaveBeenCalledOnce();
  });

  it("says so where the call failed before sending", async () => {
    show(answer({ receipt: null, usage: null }));
    expect(await screen.findByText("No receipt: the call failed before sending.")).toBeTruthy();
  });

  it("can be read again where reading it failed", async () => {
    const { user } = show(null);
    await screen.findByRole("alert");
    api.store.receipts.set(turnId, answer());
    await user.click(screen.getByRole("button", { name: "Read again" }));
    expect(await screen.findByText(/^Reply 45/)).toBeTruthy();
  });

  it("takes the focus and closes with Esc", async () => {
    const { user, onClose } = show(answer());
    await screen.findByText(/^Reply 45/);
    expect(panel().contains(document.activeElement)).toBe(true);
    await user.keyboard("{Escape}");
    expect(onClose).toHaveBeenCalledOnce();
  });
});
