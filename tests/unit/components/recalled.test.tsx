import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LeftOutTab } from "@/components/context/left-out-tab";
import { ContentsTab } from "@/components/context/contents-tab";
import { ReceiptRecalled } from "@/components/context/receipt-recalled";
import { showNoticesWith } from "@/components/ui/notify";
import { useContextContents } from "@/lib/client/hooks/use-context-contents";
import { useConversation } from "@/lib/client/hooks/use-conversation";
import { useMeter } from "@/lib/client/hooks/use-meter";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import { conversationId, memoryId, messageId } from "@/types/api";
import type { ReceiptAnswer } from "@/types/api";
import type { ContextItem, LeftOutItem } from "@/types/context";
import type { ConversationId } from "@/types/ids";
import type { Receipt } from "@/types/receipt";
import type { RecalledFacts } from "@/types/recall";
import { FakeApi } from "../../support/fake-api/fake-api";
import { asId, openTab, until, type Tab } from "../client/harness";

const WORK = conversationId.parse("22222222-2222-4222-8222-222222222222");
const MESSAGE = messageId.parse("33333333-3333-4333-8333-333333333333");
const MEMORY = memoryId.parse("44444444-4444-4444-8444-444444444444");

let api: FakeApi;
let tab: Tab;
let id: ConversationId;
const notices: { text: string; action?: { label: string; run: () => void } }[] = [];
showNoticesWith((notice) => notices.push(notice));

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

const FACTS: RecalledFacts = {
  kind: "message",
  id: MESSAGE,
  conversationId: WORK,
  title: "Tern",
  seq: 12,
  role: "user",
  saidAt: "2026-03-14T10:00:00Z",
  score: 0.62,
  parts: { lexical: 0.4, vector: 0.16, neighbours: 0.06, prior: 0 },
  why: "relevant",
  mark: null,
};
const ITEM: ContextItem = {
  kind: "memories",
  message: null,
  preview: "Tern runs Postgres 17.",
  tokens: 22,
  prices: { pin: 22, mute: -22, compress: null },
  recalled: FACTS,
};

function Shown({ tabName }: { tabName: "contents" | "left-out" }) {
  useConversation(id);
  const meter = useMeter(id);
  const contents = useContextContents(id);
  const shared = { chat: id, meter, contents, onReadSummary: vi.fn() };
  return tabName === "contents" ? (
    <ContentsTab {...shared} agentName="Data engineer" />
  ) : (
    <LeftOutTab {...shared} onBudget={vi.fn()} />
  );
}

function show(tabName: "contents" | "left-out") {
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <Shown tabName={tabName} />
    </WorkspaceProviderOf>,
  );
  return userEvent.setup();
}

const wishes = () => api.requests("POST", `/api/conversations/${id}/recall-marks`).map(({ body }) => body);

describe("what is recalled, in the inspector", () => {
  beforeEach(() => {
    api.store.contents = { items: [ITEM], leftOut: [] };
    api.store.report = { segments: [{ kind: "memories", tokens: 22 }], held: 22, free: 6_478 };
  });

  it("says where it was said, when, by whom and why it is in, and leads there", async () => {
    show("contents");
    const link = await screen.findByRole("link", { name: "Message 12 in “Tern” · you · 14 Mar 2026" });
    expect(link.getAttribute("href")).toBe(`/c/${WORK}#m12`);
    expect(screen.getByText("Score 0.62: words 0.40, meaning 0.16, neighbours 0.06")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Drop −22, message 12" })).toBeTruthy();
  });

  it("is dropped for its price, and comes back by undo", async () => {
    const user = show("contents");
    await user.click(await screen.findByRole("button", { name: /^Drop/ }));
    await until(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.text).toBe("Dropped from this conversation. It stays where it was said.");
    notices[0]?.action?.run();
    await until(() => expect(wishes()).toHaveLength(2));
    const message = { kind: "message", id: MESSAGE };
    expect(wishes()).toEqual([
      { ...message, mark: "drop" },
      { ...message, mark: null },
    ]);
  });

  it("says why where it is refused", async () => {
    const user = show("contents");
    api.refuseNext(`POST /api/conversations/${id}/recall-marks`, {
      status: 404,
      body: { error: { code: "not_found", message: "There is nothing here with that id." } },
    });
    await user.click(await screen.findByRole("button", { name: /^Pin/ }));
    await until(() => expect(notices).toHaveLength(1));
    expect(notices[0]?.text).toBe("Not changed. There is nothing here with that id.");
  });

  it("has no controls where it is always in: its own page has them", async () => {
    const recalled = { ...FACTS, kind: "memory", id: MEMORY, why: "standing" } as const;
    const prices = { pin: null, mute: null, compress: null };
    api.store.contents = { items: [{ ...ITEM, prices, recalled }], leftOut: [] };
    show("contents");
    const link = await screen.findByRole("link", { name: /^Memory from “Tern”/ });
    expect(link.getAttribute("href")).toBe(`/memories#${MEMORY}`);
    expect(screen.getByText("Always in")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Drop/ })).toBeNull();
  });
});

describe("what was nearly recalled", () => {
  const out = (reason: LeftOutItem["reason"], changes: Partial<RecalledFacts> = {}): LeftOutItem => ({
    reason,
    span: { messages: 1, from: 12, to: 12 },
    message: null,
    preview: "Tern runs Postgres 15.",
    tokens: 19,
    price: 19,
    recalled: { ...FACTS, score: 0.21, needs: 0.35, ...changes },
  });

  it("says what it scored and what was needed, and can be kept in", async () => {
    api.store.contents = { items: [], leftOut: [out("not_relevant")] };
    const user = show("left-out");
    expect(await screen.findByText(/Not relevant enough: 0\.21, needs 0\.35$/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^Pin \+19/ }));
    await until(() => expect(wishes()).toEqual([{ kind: "message", id: MESSAGE, mark: "pin" }]));
  });

  it("is allowed again where it was dropped", async () => {
    api.store.contents = { items: [], leftOut: [out("dropped", { mark: "drop" })] };
    const user = show("left-out");
    await user.click(await screen.findByRole("button", { name: /^Allow again/ }));
    await until(() => expect(wishes()).toEqual([{ kind: "message", id: MESSAGE, mark: null }]));
  });
});

describe("what a receipt says of it", () => {
  const entry = {
    kind: "message",
    id: MESSAGE,
    seq: 12,
    score: 0.62,
    tokens: 22,
    parts: FACTS.parts,
  } as const;
  const note = { confidence: 0.8, needs: 0.3, candidates: 61, ms: { embed: 9, search: 25 } };
  const { kind, title, seq, role, saidAt } = FACTS;
  const source = { kind, id: MESSAGE, conversationId: WORK, title, seq, role, saidAt, preview: "Tern runs" };

  const draw = (receipt: Pick<Receipt, "recalled" | "recall">, recalled: ReceiptAnswer["recalled"]) =>
    render(<ReceiptRecalled answer={{ recalled } as ReceiptAnswer} receipt={receipt as Receipt} />);

  it("is how it was searched for and each thing with the way to it", () => {
    draw({ recalled: [entry], recall: { ...note, mode: "hybrid", why: null } }, [source]);
    expect(screen.getByText("Searched by words and meaning in 34 ms, 61 found.")).toBeTruthy();
    expect(screen.getByRole("link").getAttribute("href")).toBe(`/c/${WORK}#m12`);
    expect(screen.getByText("Tern runs")).toBeTruthy();
  });

  it("says why the meaning was not searched for", () => {
    const recall = { ...note, ms: { embed: null, search: 21 }, mode: "lexical", why: "no_embedder" } as const;
    draw({ recalled: [entry], recall }, [source]);
    const said = "Searched by words alone in 21 ms, 61 found. No embedding model is set up.";
    expect(screen.getByText(said)).toBeTruthy();
  });

  it("is that it is gone, where it was deleted since", () => {
    draw({ recalled: [entry] }, []);
    expect(screen.getByText("Message 12, gone since")).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("is nothing on a receipt from before there was recall", () => {
    const { container } = draw({ recalled: [] }, undefined);
    expect(container.textContent).toBe("");
  });

  it("is why there was none", () => {
    draw({ recalled: [], recall: { ...note, mode: "off", why: "temporary" } }, undefined);
    expect(screen.getByText("Not searched: the chat is temporary.")).toBeTruthy();
  });
});
