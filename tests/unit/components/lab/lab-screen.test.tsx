import { act, configure, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LabScreen } from "@/components/lab/lab-screen";
import { SidebarControlContext } from "@/components/shell/sidebar-control";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import type { LabAnswer, LabRun } from "@/types/lab";
import type { Conversation } from "@/types/chat";
import { FakeApi } from "../../../support/fake-api/fake-api";
import { openTab, type Tab } from "../../client/harness";

// A busy machine may take longer than a second to answer over the loopback.
configure({ asyncUtilTimeout: 4_000 });

let api: FakeApi;
let tab: Tab;
let id: string;
let turns: number;

const cost = { amount: 0.002, currency: "USD", asOf: "2026-11-01" } as const;

function run(strategy: LabRun["strategy"], maxTokens: number, answers: boolean): LabRun {
  const perTurn = Array.from({ length: turns }, (_, index) => ({
    seq: index * 2 + 1,
    tokens: 500 + index * 100,
    uncached: 120,
  }));
  return {
    ...{ strategy, maxTokens, turns, refused: 0, perTurn, cost },
    promptTokens: perTurn.reduce((sum, turn) => sum + turn.tokens, 0),
    uncachedTokens: turns * 120,
    leftOut: strategy === "hybrid" ? { messages: 0, from: null, to: null } : { messages: 7, from: 1, to: 12 },
    factsInReach: { kept: strategy === "hybrid" ? 23 : 9, of: 23 },
    answer: answers ? `The answer of ${strategy} at ${maxTokens}` : null,
  };
}

/** As the route answers: one budget or several, with answers where they were agreed to. */
function lab(body: Record<string, unknown>): LabAnswer {
  const budgets = body["budgets"] as number[];
  const answers = body["answers"] === true;
  const strategies = ["sliding_window", "summarization", "hybrid"] as const;
  return {
    runs: budgets.flatMap((budget) => strategies.map((strategy) => run(strategy, budget, answers))),
    replayed: { messages: 2_000, of: 5_300 },
    price: turns === 0 ? null : { tokens: 4_000, cost },
    question: turns === 0 ? null : "What did we decide?",
  };
}

beforeEach(async () => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  turns = 3;
  api = await new FakeApi().start();
  id = api.store.conversation("Harbour plans", 2);
  const others = api.store.answer.bind(api.store);
  api.store.answer = (method, area, of, verb, query, body) =>
    verb === "lab" ? [200, lab(body)] : others(method, area, of, verb, query, body);
  tab = openTab(api);
  await act(() => tab.workspace.list.refresh());
});
afterEach(async () => {
  tab.close();
  vi.unstubAllGlobals();
  await api.stop();
});

function show() {
  const conversation = api.store.conversations.get(id) as unknown as Conversation;
  const control = { hidden: false, show: () => undefined, newChat: () => undefined };
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <SidebarControlContext value={control}>
        <LabScreen conversation={conversation} />
      </SidebarControlContext>
    </WorkspaceProviderOf>,
  );
  return userEvent.setup();
}

const asked = () => api.requests("POST", `/api/conversations/${id}/lab`).map((request) => request.body);

describe("the strategy lab", () => {
  it("replays the conversation’s own budget and the steps beside it, and spends nothing on answers", async () => {
    const user = show();
    await user.click(screen.getByRole("button", { name: "Replay" }));
    for (const budget of ["4,000", "8,000", "16,000"]) {
      expect(await screen.findByRole("table", { name: `Strategies at ${budget} tokens` })).toBeTruthy();
    }
    expect(asked()).toEqual([4_000, 8_000, 16_000].map((budget) => ({ budgets: [budget], answers: false })));
    expect(screen.getByText("The newest 2,000 of 5,300 messages were replayed.")).toBeTruthy();
  });

  it("sets the strategies side by side: tokens and new ones a turn, cost, left out, facts in reach", async () => {
    const user = show();
    await user.click(screen.getByRole("button", { name: "Replay" }));
    const table = within(await screen.findByRole("table", { name: "Strategies at 8,000 tokens" }));
    const figures = (name: RegExp) =>
      within(table.getByRole("row", { name }))
        .getAllByRole("cell")
        .map((cell) => cell.lastElementChild?.textContent);
    expect(figures(/^Sliding window/)).toEqual(["600", "120", "$0.002", "7 (within 1–12)", "9 of 23"]);
    expect(figures(/^Hybrid/)).toEqual(["600", "120", "$0.002", "none", "23 of 23"]);
    expect(table.getByRole("rowheader", { name: /Hybrid\s*in use/ })).toBeTruthy();
  });

  it("draws each run turn by turn, with its figures in the name and in a table", async () => {
    const user = show();
    await user.click(screen.getByRole("button", { name: "Replay" }));
    await screen.findByRole("table", { name: "Strategies at 8,000 tokens" });
    expect(
      screen.getByRole("img", {
        name: "Tokens of each turn, Hybrid at 8,000: 500 tokens in the first of 3, 700 in the last, 700 at most, of these 120 new on average",
      }),
    ).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show the figures of Hybrid at 8,000 tokens" }));
    const table = screen.getByRole("table", { name: "Hybrid at 8,000 tokens, turn by turn" });
    expect(within(table).getByRole("row", { name: "3 600 120" })).toBeTruthy();
  });

  it("takes up to four budgets, and none but those", async () => {
    const user = show();
    await user.click(screen.getByRole("checkbox", { name: "1,000" }));
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "128,000" }).disabled).toBe(true);
    for (const name of ["4,000", "8,000, this conversation’s", "16,000"]) {
      await user.click(screen.getByRole("checkbox", { name }));
    }
    await user.click(screen.getByRole("button", { name: "Replay" }));
    await screen.findByRole("table", { name: "Strategies at 1,000 tokens" });
    expect(asked()).toEqual([{ budgets: [1_000], answers: false }]);
  });

  it("asks for answers only after a button that states their price", async () => {
    const user = show();
    await user.click(screen.getByRole("button", { name: "Replay" }));
    await user.click(await screen.findByRole("button", { name: "Ask each for its answer" }));
    expect(
      screen.getByText(/^9 answers take at most 12,000 tokens, \$0\.006 at the prices of 1 Nov 2026\./),
    ).toBeTruthy();
    expect(asked().every((body) => body["answers"] === false)).toBe(true);
    await user.click(screen.getByRole("button", { name: "Ask, for at most 12,000 tokens ($0.006)" }));
    expect(await screen.findByText("The answer of hybrid at 16000")).toBeTruthy();
    expect(screen.getByRole("article", { name: "Answer of Hybrid at 8,000 tokens" })).toBeTruthy();
    expect(asked().filter((body) => body["answers"] === true)).toHaveLength(3);
  });

  it("keeps what was replayed when the way to the server breaks", async () => {
    const path = `POST /api/conversations/${id}/lab`;
    const user = show();
    await user.click(screen.getByRole("button", { name: "Replay" }));
    await screen.findByRole("table", { name: "Strategies at 16,000 tokens" });
    api.refuseNext(path, {
      status: 503,
      body: { error: { code: "provider_busy", message: "The provider is busy." } },
    });
    await user.click(screen.getByRole("button", { name: "Ask each for its answer" }));
    await user.click(screen.getByRole("button", { name: /^Ask, for at most/ }));
    expect((await screen.findByRole("alert")).textContent).toBe("The provider is busy.");
    expect(screen.getByRole("table", { name: "Strategies at 8,000 tokens" })).toBeTruthy();
  });

  it("says that there is nothing to replay", async () => {
    turns = 0;
    const user = show();
    await user.click(screen.getByRole("button", { name: "Replay" }));
    expect(await screen.findByText(/There is nothing to replay yet\./)).toBeTruthy();
  });
});
