import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useChatSettings } from "@/components/chat/use-chat-settings";
import InspectorPanel from "@/components/context/inspector-panel";
import type { InspectorTab } from "@/components/context/use-side-panel";
import { showNoticesWith } from "@/components/ui/notify";
import { useConversation, useConversationRow } from "@/lib/client/hooks/use-conversation";
import { useMeter } from "@/lib/client/hooks/use-meter";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import type { ContextItem, LeftOutItem } from "@/types/context";
import type { ConversationId, MessageId } from "@/types/ids";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, until, type Tab } from "../client/harness";

let api: FakeApi;
let tab: Tab;
let id: ConversationId;
const notices: { text: string; action?: { label: string; run: () => void } }[] = [];
showNoticesWith((notice) => notices.push(notice));

// A wide window, where the panel stands beside the transcript. It outlives the tests, because the page is cleared after them.
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query === "(min-width: 80rem)",
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

beforeEach(async () => {
  notices.length = 0;
  api = await new FakeApi().start();
  id = asId(api.store.conversation("Retention", 2));
  tab = openTab(api);
});
afterEach(async () => {
  cleanup();
  tab.close();
  await api.stop();
});

function item(place: number, changes: Partial<ContextItem> = {}): ContextItem {
  const row = api.store.messages.get(id)?.[place];
  if (!row) throw new Error(`no message at ${place}`);
  const { seq, role, pinned, muted, compressed } = row;
  return {
    kind: "recent",
    message: { id: row.id as MessageId, seq, role, pinned, muted, compressed },
    preview: row.content,
    tokens: 698,
    prices: { pin: 698, mute: -698, compress: -531 },
    ...changes,
  };
}

function Shown({ onClose, onReadSummary }: { onClose: () => void; onReadSummary: () => void }) {
  useConversation(id);
  const meter = useMeter(id);
  const settings = useChatSettings(id, useConversationRow(id), meter.meter);
  const [chosen, setChosen] = useState<InspectorTab>("contents");
  const shared = { chat: id, meter, settings, agentName: "Data engineer", onClose, onReadSummary };
  return <InspectorPanel {...shared} tab={chosen} onTab={setChosen} />;
}

function show() {
  const calls = { onClose: vi.fn(), onReadSummary: vi.fn() };
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <Shown {...calls} />
    </WorkspaceProviderOf>,
  );
  return { user: userEvent.setup(), ...calls };
}

const panel = () => screen.getByRole("complementary", { name: "Context inspector" });
const marks = () => api.requests("POST", `/api/conversations/${id}/marks`).map(({ body }) => body);
const asked = () => api.requests("POST", "/api/context").map(({ body }) => body);

describe("the context inspector", () => {
  it("takes the focus to its first tab, moves between tabs with arrows and closes with Esc", async () => {
    const { user, onClose } = show();
    const contents = within(panel()).getByRole("tab", { name: "Contents" });
    expect(document.activeElement).toBe(contents);
    await user.keyboard("{ArrowRight}");
    expect(screen.getByRole("tab", { name: "Left out", selected: true })).toBe(document.activeElement);
    await user.keyboard("{End}");
    expect(screen.getByRole("tab", { name: "Budget", selected: true })).toBe(document.activeElement);
    await user.keyboard("{Escape}");
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("lists every part, in tokens that add up to the budget, and each message with its prices", async () => {
    api.store.contents = { items: [item(0)], leftOut: [] };
    api.store.report = {
      segments: [
        { kind: "system", tokens: 412 },
        { kind: "recent", tokens: 698 },
      ],
      held: 1_110,
      free: 5_390,
    };
    show();
    expect(await screen.findByText("question 1")).toBeTruthy();
    const figures = Array.from(panel().querySelectorAll<HTMLElement>("[data-tokens]"), (cell) =>
      Number(cell.dataset["tokens"]),
    );
    expect(figures).toEqual([412, 0, 0, 698, 1_500, 5_390]);
    expect(screen.getByRole("button", { name: /^Pin \+698/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Mute −698/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Compress −531/ })).toBeTruthy();
    expect(asked().some((body) => body["include"] === "contents")).toBe(true);
  });

  it("mutes a message for its price, and undoes it", async () => {
    api.store.contents = { items: [item(0)], leftOut: [] };
    const { user } = show();
    await user.click(await screen.findByRole("button", { name: /^Mute/ }));
    await until(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.text).toBe("Muted. It frees 698 tokens in every turn.");
    notices[0]?.action?.run();
    await until(() => expect(marks()).toHaveLength(2));
    const messages = [item(0).message?.id];
    expect(marks()).toEqual([
      { messages, muted: true },
      { messages, muted: false },
    ]);
  });

  it("says why where a pin is refused", async () => {
    api.store.contents = { items: [item(0)], leftOut: [] };
    const message = "Pinned messages may take 2,000 tokens; these would take 2,614.";
    const { user } = show();
    api.refuseNext(`POST /api/conversations/${id}/marks`, {
      status: 422,
      body: { error: { code: "cannot_store", message } },
    });
    await user.click(await screen.findByRole("button", { name: /^Pin/ }));
    await until(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.text).toBe(`Not pinned. ${message}`);
  });

  it("marks several messages at once for one price", async () => {
    api.store.contents = { items: [item(0), item(2), item(3)], leftOut: [] };
    const { user } = show();
    await user.click(await screen.findByRole("button", { name: "Select several" }));
    const boxes = await screen.findAllByRole("checkbox");
    for (const box of boxes.slice(0, 2)) await user.click(box);
    const bar = screen.getByRole("group", { name: "Chosen messages" });
    expect(bar.textContent).toContain("2 messages, 1,396 tokens");
    await user.click(within(bar).getByRole("button", { name: "Compress −1,062" }));
    await until(() => expect(marks()).toHaveLength(1));
    expect(marks()[0]).toMatchObject({ compressed: true });
    expect((marks()[0]?.["messages"] as unknown[]).length).toBe(2);
  });
});

describe("what is left out", () => {
  const leftOut: LeftOutItem[] = [
    {
      reason: "summarised",
      span: { messages: 41, from: 1, to: 41 },
      message: null,
      preview: null,
      tokens: 8_093,
      price: null,
    },
    {
      reason: "thinking",
      span: { messages: 9, from: 2, to: 40 },
      message: null,
      preview: null,
      tokens: 1_204,
      price: null,
    },
  ];

  it("is listed with its reason and the one step that brings it back", async () => {
    const muted = item(1);
    api.store.report = {
      held: 4_247,
      summary: { messages: 41, from: 1, to: 41, version: 4, tokens: 611 },
    };
    api.store.contents = {
      items: [],
      leftOut: [
        {
          reason: "muted",
          span: { messages: 1, from: 2, to: 2 },
          message: muted.message,
          preview: null,
          tokens: 1_940,
          price: 1_940,
        },
        ...leftOut,
      ],
    };
    const { user, onReadSummary } = show();
    await user.click(await screen.findByRole("tab", { name: "Left out 3" }));
    expect(screen.getByText(/Nothing here is lost/)).toBeTruthy();
    expect(screen.getByText("Message 2 · Muted by you")).toBeTruthy();
    expect(screen.getByText("Messages 1–41, word for word")).toBeTruthy();
    expect(screen.getByText("9 replies · Never sent again")).toBeTruthy();
    const unmute = await screen.findByRole("button", { name: /^Unmute \+1,940/ });
    expect(unmute.textContent).toContain("leaves 313 free");
    await user.click(unmute);
    await until(() => expect(marks()[0]).toMatchObject({ muted: false }));
    await user.click(screen.getByRole("button", { name: /^Read the summary/ }));
    expect(onReadSummary).toHaveBeenCalledOnce();
  });
});

describe("what is older than the window", () => {
  const older: LeftOutItem = {
    reason: "older",
    span: { messages: 12, from: 1, to: 12 },
    message: null,
    preview: null,
    tokens: 2_914,
    price: 2_914,
  };

  async function openLeftOut(leftOut: LeftOutItem[]) {
    api.store.contents = { items: [], leftOut };
    const { user } = show();
    await user.click(await screen.findByRole("tab", { name: /^Left out/ }));
    return user;
  }

  it("comes back by a summary, in one step that says its price", async () => {
    const user = await openLeftOut([{ ...older, summarised: 700 }]);
    expect(await screen.findByRole("button", { name: "Raise the budget +2,914" })).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Summarise +700 at its target" }));
    const asked = () => api.requests("POST", `/api/conversations/${id}/summarize`).map(({ body }) => body);
    await until(() => expect(asked()).toEqual([{ rebuild: false }]));
  });

  it("is offered no summary where the strategy makes none", async () => {
    const user = await openLeftOut([older]);
    const raise = await screen.findByRole("button", { name: "Raise the budget +2,914" });
    expect(screen.queryByRole("button", { name: /^Summarise/ })).toBeNull();
    await user.click(raise);
    expect(screen.getByRole("tab", { name: "Budget", selected: true })).toBeTruthy();
  });

  it("and muted comes back by a pin: unmuting it alone changes nothing", async () => {
    const { message } = item(1);
    const muted = { reason: "muted", span: { messages: 1, from: 2, to: 2 }, message, preview: null } as const;
    const user = await openLeftOut([{ ...muted, tokens: 41, price: 0 }]);
    const unmute = await screen.findByRole("button", { name: /^Unmute/ });
    expect(unmute.textContent).toBe("Unmute 0 · older than the window, message 2");
    await user.click(await screen.findByRole("button", { name: "Pin +41, message 2" }));
    await until(() => expect(marks()[0]).toMatchObject({ pinned: true }));
  });
});

describe("the budget", () => {
  const patches = () => api.requests("PATCH", `/api/conversations/${id}`).map(({ body }) => body);

  async function openBudget() {
    const { user } = show();
    await user.click(screen.getByRole("tab", { name: "Budget" }));
    await screen.findByText(/the model can take/);
    return user;
  }

  it("forecasts each strategy with a real count of its own", async () => {
    api.store.report = { verbatim: { messages: 4, from: 1, to: 4 } };
    await openBudget();
    await until(() => expect(screen.getAllByText(/Holds 4 messages\./)).toHaveLength(3));
    const strategies = new Set(asked().map((body) => body["strategy"]));
    expect(strategies).toContain("sliding_window");
    expect(strategies).toContain("summarization");
  });

  it("keeps a chosen strategy and takes it back by undo", async () => {
    const user = await openBudget();
    expect(screen.getByRole("radio", { name: "Hybrid" })).toHaveProperty("checked", true);
    await user.click(screen.getByRole("radio", { name: "Sliding window" }));
    await until(() => expect(patches()).toEqual([{ memoryStrategy: "sliding_window" }]));
    await until(() => expect(notices[0]?.text).toBe("Strategy: Sliding window."));
    notices[0]?.action?.run();
    await until(() => expect(patches().at(-1)).toEqual({ memoryStrategy: "hybrid" }));
  });

  it("shows what a budget would do while the knob moves, and keeps it when it is let go of", async () => {
    const user = await openBudget();
    const slider = screen.getByRole("slider", { name: "Token budget" });
    fireEvent.change(slider, { target: { value: "4" } });
    expect(slider.getAttribute("aria-valuetext")).toBe("16,000 tokens");
    await until(() => expect(asked().some((body) => body["maxTokens"] === 16_000)).toBe(true));
    expect(patches()).toEqual([]);
    fireEvent.pointerUp(slider);
    await until(() => expect(patches()).toEqual([{ maxTokens: 16_000 }]));
    await user.tab();
  });

  it("says where the reply reserve comes from, and refuses a window of one message", async () => {
    api.store.report = { replyReserve: 950, replyReserveSource: "estimated", longestReply: 742 };
    const user = await openBudget();
    expect(await screen.findByText("longest reply so far 742")).toBeTruthy();
    expect(screen.getByText(/950 tokens, estimated from this conversation/)).toBeTruthy();
    const field = screen.getByRole("textbox", { name: "Window size" });
    await user.type(field, "1{Enter}");
    expect(screen.getByRole("alert").textContent).toBe("At least 2");
    await user.clear(field);
    await user.type(field, "20{Enter}");
    await until(() => expect(patches()).toEqual([{ windowSize: 20 }]));
  });
});
