import { act, configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoriesScreen } from "@/components/memory/memories-screen";
import { SidebarControlContext } from "@/components/shell/sidebar-control";
import { HOLD_MS } from "@/lib/client/workspace/forgetting";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import { FakeApi } from "../../../support/fake-api/fake-api";
import { openTab, type Tab } from "../../client/harness";
import { FakeMemories } from "./fake-memories";
import { deletion, memory, memoryIdOf } from "./sample-memories";

configure({ asyncUtilTimeout: 4_000 });
// Roles over a whole page take their time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let api: FakeApi;
let fake: FakeMemories;
let tab: Tab;

const NEWER = memory(1, { content: "Tern moved to Postgres 17.", importance: 9, standing: true });
const OLDER = memory(2, {
  content: "Tern runs Postgres 15.",
  standing: true,
  validTo: "2026-03-14T10:00:00.000Z",
  supersededBy: memoryIdOf(1),
});
const GOAL = memory(3, { type: "working", kind: "goal", content: "Compare retention options." });

beforeEach(async () => {
  Element.prototype.scrollIntoView = vi.fn();
  window.history.replaceState(null, "", "/memories");
  api = await new FakeApi().start();
  fake = new FakeMemories(api);
  fake.memories = [NEWER, OLDER, GOAL];
  tab = openTab(api);
});
afterEach(async () => {
  tab.close();
  vi.useRealTimers();
  await api.stop();
});

const push = vi.fn();
const router = { push, replace: push, prefetch: push, back: push, forward: push, refresh: push };

function show() {
  const control = { hidden: false, show: () => undefined, newChat: () => undefined };
  render(
    <AppRouterContext value={router as never}>
      <WorkspaceProviderOf workspace={tab.workspace}>
        <SidebarControlContext value={control}>
          <MemoriesScreen />
        </SidebarControlContext>
      </WorkspaceProviderOf>
    </AppRouterContext>,
  );
  return userEvent.setup();
}

const rows = () => within(screen.getByRole("list", { name: "Memories" })).getAllByRole("listitem");
async function rowOf(words: string): Promise<HTMLElement> {
  const row = (await screen.findByText(words)).closest("li");
  if (!row) throw new Error(`No row says ${words}`);
  return row;
}

describe("the page of memories", () => {
  it("says of each where it is from, what it is worth, how often it was used and what it cost", async () => {
    show();
    const row = within(await rowOf("Tern moved to Postgres 17."));
    const source = row.getByRole("link", { name: /^“Kick-off notes”, 14 Mar/ });
    expect(source.getAttribute("href")).toBe("/c/20000000-0000-4000-8000-000000000001#m1");
    expect(row.getByText("Long-term")).toBeTruthy();
    expect(row.getByText("14 times")).toBeTruthy();
    expect(row.getByText("574")).toBeTruthy();
    expect(row.getByText(/In every call/)).toBeTruthy();
    expect(await screen.findByRole("tab", { name: "All 3" })).toBeTruthy();
    expect(screen.getByRole("tab", { name: "Working 1" })).toBeTruthy();
    expect(screen.getByText(/2 memories, 24 tokens\./)).toBeTruthy();
  });

  it("tells why something was remembered when its importance is pressed", async () => {
    const user = show();
    const row = within(await rowOf("Tern moved to Postgres 17."));
    await user.click(row.getByRole("button", { name: "Importance 5 of 5: why it was remembered" }));
    const why = within(await screen.findByRole("dialog", { name: "Why it was remembered" }));
    expect(why.getByText("You said it").nextSibling?.textContent).toBe("+0.5");
  });

  it("shows what is contradicted with the newer one, and keeps both on request", async () => {
    const user = show();
    const row = within(await rowOf("Tern runs Postgres 15."));
    expect(await row.findByRole("link", { name: "“Tern moved to Postgres 17”" })).toBeTruthy();
    expect(row.queryByText(/In every call/)).toBeNull();
    await user.click(row.getByRole("button", { name: "Keep both" }));
    await waitFor(() => expect(row.queryByText(/Contradicted by/)).toBeNull());
    expect(row.getByText(/In every call/)).toBeTruthy();
    expect(api.requests("PATCH", "/api/memories").at(-1)?.body).toEqual({ revision: 1, holds: true });
  });

  it("filters by type and by words, and says where nothing matches", async () => {
    const user = show();
    await rowOf("Compare retention options.");
    await user.click(screen.getByRole("tab", { name: /^Working/ }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    await user.type(screen.getByRole("searchbox", { name: "Search memories" }), "vacuum");
    expect(await screen.findByText("Nothing matches “vacuum”.")).toBeTruthy();
  });

  it("keeps what was typed when an edit meets a newer version, and stores it over that one", async () => {
    const user = show();
    fake.conflict = true;
    const row = within(await rowOf("Compare retention options."));
    await user.click(row.getByRole("button", { name: "Edit memory" }));
    const field = row.getByRole<HTMLTextAreaElement>("textbox", { name: "Memory" });
    await user.clear(field);
    await user.type(field, "Compare backup options.");
    await user.click(row.getByRole("button", { name: "Save" }));
    expect((await row.findByRole("alert")).textContent).toContain("It says now: “Said elsewhere”");
    expect(field.value).toBe("Compare backup options.");
    await user.click(row.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Compare backup options.")).toBeTruthy();
    expect(api.requests("PATCH", "/api/memories").map(({ body }) => body["revision"])).toEqual([1, 2]);
  });

  it("forgets after ten seconds, and not where that was taken back", async () => {
    show();
    const row = within(await rowOf("Compare retention options."));
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    await user.click(row.getByRole("button", { name: "Forget memory" }));
    expect(row.getByText(/Forgetting…/)).toBeTruthy();
    await user.click(row.getByRole("button", { name: "Undo" }));
    await act(() => vi.advanceTimersByTimeAsync(HOLD_MS + 100));
    expect(api.requests("POST", "/api/forget")).toEqual([]);
    await user.click(row.getByRole("button", { name: "Forget memory" }));
    await act(() => vi.advanceTimersByTimeAsync(HOLD_MS + 100));
    await waitFor(() => expect(screen.queryByText("Compare retention options.")).toBeNull());
    expect(api.requests("POST", "/api/forget")[0]?.body).toEqual({ memoryIds: [GOAL.id] });
  });

  it("makes one of several, the first chosen", async () => {
    const user = show();
    fake.memories = [NEWER, GOAL];
    await rowOf("Compare retention options.");
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Choose several" }));
    for (const words of ["Compare retention options.", "Tern moved to Postgres 17."]) {
      await user.click(within(await rowOf(words)).getByRole("checkbox"));
    }
    await user.click(screen.getByRole("button", { name: "Merge" }));
    await user.click(screen.getByRole("button", { name: "Merge 2 into one" }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(api.requests("POST", "/api/memories/merge")[0]?.body).toEqual({
      ids: [GOAL.id, NEWER.id],
      content: "Compare retention options.",
    });
  });

  it("asks before all is forgotten, in the words of the other deletions", async () => {
    const user = show();
    await rowOf("Compare retention options.");
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Forget all" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Forget all memories?" }));
    expect(api.requests("POST", "/api/forget")).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText(/^Nothing has been remembered yet\./)).toBeTruthy();
    expect(api.requests("POST", "/api/forget")[0]?.body).toEqual({ all: true });
  });

  it("shows what maintenance would do before it is done, and what can be undone", async () => {
    fake.steps = [{ do: "prune", memory: GOAL, why: "Worth least" }];
    const user = show();
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Maintenance" }));
    expect(await screen.findByText("Worth least")).toBeTruthy();
    expect(api.requests("POST", "/api/memories/maintenance")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Apply 1 step" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(api.requests("POST", "/api/memories/maintenance/undo")).toHaveLength(1));
  });

  it("opens the receipt that the address names", async () => {
    fake.deletions = [deletion({ kept: 2 })];
    window.history.replaceState(null, "", `/memories#receipt-${deletion().id}`);
    show();
    expect(
      await screen.findByText(/Gone for good: 1 memory, 6 search terms, 1 vector\. 2 memories kept/),
    ).toBeTruthy();
  });

  it("marks the entry that the address names, even where its page is not read", async () => {
    fake.memories = [...Array.from({ length: 60 }, (_, n) => memory(n + 100)), GOAL];
    window.history.replaceState(null, "", `/memories#${GOAL.id}`);
    show();
    const row = await rowOf("Compare retention options.");
    await waitFor(() => expect(document.activeElement).toBe(row));
  });

  it("keeps what is shown and says why where it cannot be read", async () => {
    api.offline = true;
    show();
    expect((await screen.findByRole("alert")).textContent).toContain("Read again");
  });
});
